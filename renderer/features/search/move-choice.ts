/** Where a key leads from the chosen line, round and round; undefined for other keys, and where there is nothing. */
export function moveChoice<T>(items: readonly T[], chosen: T | undefined, key: string): T | undefined {
  const at = chosen === undefined ? -1 : items.indexOf(chosen)
  switch (key) {
    case 'ArrowDown':
      return items[at + 1] ?? items[0]
    case 'ArrowUp':
      return items[at - 1] ?? items.at(-1)
    case 'PageDown':
      return items[at + page] ?? items.at(-1)
    case 'PageUp':
      return items[at - page] ?? items[0]
    default:
      return undefined
  }
}

/** So many lines at once. */
const page = 5
