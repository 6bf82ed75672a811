/** What no file system of the three minds, and no folder beside the one that is shown. */
const maxLength = 100

/** A name for a file out of a text of the page; undefined where nothing is left of it. */
export function toFileName(text: string): string | undefined {
  const name = text
    // oxlint-disable-next-line no-control-regex -- taking them away is what it is for
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, maxLength)
    .replace(/^[. ]+|[. ]+$/g, '')
  return name === '' ? undefined : name
}
