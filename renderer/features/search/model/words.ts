/** A word of a text: how it is compared, and where it stands. */
export interface Word {
  readonly folded: string
  readonly from: number
  readonly to: number
}

/** Scripts that put no blanks between words: each character counts as a word there. */
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]`
const wordPattern = new RegExp(String.raw`${unspaced}\p{M}*|(?:(?!${unspaced})[\p{L}\p{N}\p{M}])+`, 'gu')

/** Letters that no decomposition takes apart, as people without that key type them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i'
}

/** Accents, and points of Hebrew and Arabic. The vowels of Indic scripts and the marks of kana are marks too, and stay: they tell words apart. */
const accents = /(?!\u3099|\u309a)(?=[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}/gu

/** The same for one word in any case, with or without accents; `ß` is `ss`. */
export function foldWord(word: string): string {
  const bare = word.normalize('NFKD').replace(accents, '')
  // By the capital: that of `ß` is `SS`.
  const folded = bare.toUpperCase().toLowerCase().normalize('NFKD').replace(accents, '')
  return folded.replace(/[æœøłđðþı]/gu, letter => plainLetters[letter] ?? letter)
}

export function findWords(text: string): readonly Word[] {
  return [...text.matchAll(wordPattern)].map(({ 0: word, index }) => ({
    folded: foldWord(word),
    from: index,
    to: index + word.length
  }))
}

/** The words of a text as they are compared. */
export function foldWords(text: string): string[] {
  return (text.match(wordPattern) ?? []).map(foldWord)
}
