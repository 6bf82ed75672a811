/** `Anna Maria Berg` becomes `AB`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map(word => firstLetterOf(word ?? ''))
    .join('')
    .toLocaleUpperCase()
}

/** As a person counts letters: an accent or a joined emoji is part of its letter. */
function firstLetterOf(word: string): string {
  const [first] = new Intl.Segmenter().segment(word)
  return first?.segment ?? ''
}
