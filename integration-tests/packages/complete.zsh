# What somebody gets who types "iotrace wri" and Tab in zsh: types it into a zsh on a terminal of its own.
zmodload zsh/zpty
zpty shell zsh -fi
zpty -w shell 'PS1=; bindkey -e; autoload -Uz compinit && compinit -u -D; print REA''DY'
zpty -r -m shell answer '*READY*'
# Tab completes; then the line's beginning makes print of it.
zpty -w -n shell $'iotrace wri\t\C-aprint -r -- \C-eTYP""ED\n'
zpty -r -m shell answer '*TYPED*'
print -r -- "$answer"
zpty -d shell
