# Reads the XML reports of surefire and failsafe: a line for each test that did not pass, then the sums.
function attribute(name) {
    return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}
# The message, or the first line of the text, which begins with the exception's class.
function reason(text) {
    if (attribute("message") != "") return attribute("message")
    text = $0
    sub(/^[^>]*>(<!\[CDATA\[)?([A-Za-z0-9_.$]+: )?/, "", text)
    sub(/(\]\]>)?<\/.*$/, "", text)
    return text
}
/<testsuite / {
    total += attribute("tests")
    failed += attribute("failures") + attribute("errors")
    skipped += attribute("skipped")
}
/<testcase / { test = attribute("classname") "." attribute("name") }
/<skipped/ { print "skipped: " test ": " reason() }
/<(failure|error)[ >]/ { print "failed: " test ": " reason() }
END { printf "%d passed, %d failed, %d skipped\n", total - failed - skipped, failed, skipped }
