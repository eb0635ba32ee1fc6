# complete.bash WORD...: what bash offers who types these words and then Tab, found and loaded as bash-completion does.
. /usr/share/bash-completion/bash_completion
{ _completion_loader iotrace || _comp_load iotrace; } 2>/dev/null
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
function=$(complete -p iotrace | sed 's/.*-F \([^ ]*\).*/\1/')
"$function" "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
