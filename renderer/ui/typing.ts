const fields =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"]'

/** Whether somebody types there: the field's own keys come first. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(fields) !== null
}

/** Takes back the typing in the field that has the focus; nothing where none has it. */
export function undoTyping(): void {
  if (!isTyping(document.activeElement)) return
  // A field keeps its own history, and this is the only way to it.
  // oxlint-disable-next-line typescript/no-deprecated -- nothing has taken its place, and the browser that we ship keeps it
  document.execCommand('undo')
}
