# Reads the XML reports of surefire and failsafe: a line for each test that did not pass, then the sums.
function attribute(name) {
    return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}
/<testsuite / {
    total += attribute("tests")
    failed += attribute("failures") + attribute("errors")
    skipped += attribute("skipped")
}
/<testcase / { test = attribute("classname") "." attribute("name") }
/<skipped/ { print "skipped: " test ": " attribute("message") }
/<(failure|error)[ >]/ { print "failed: " test ": " attribute("message") }
END { printf "%d passed, %d failed, %d skipped\n", total - failed - skipped, failed, skipped }
