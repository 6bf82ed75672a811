import { expect, test } from 'vitest'
import { findWords, foldWord, foldWords } from '#renderer/features/search/model/words.ts'

test.each([
  ['Résumé', 'resume'],
  ['STRASSE', 'strasse'],
  ['Straße', 'strasse'],
  ['Łukasz', 'lukasz'],
  ['Søren', 'soren'],
  ['İstanbul', 'istanbul'],
  // Stored in two pieces.
  ['Zoe\u0308', 'zoe'],
  ['ﬁnal', 'final'],
  ['Σίσυφος', 'σισυφος']
])('FN2 %s is compared as %s', (word, folded) => {
  expect(foldWord(word)).toBe(folded)
})

test('FN2 vowels of Indic scripts tell words apart, and stay', () => {
  expect(foldWord('की')).not.toBe(foldWord('कि'))
})

test('FN2 words end at blanks and signs, and each character is one where no blanks are written', () => {
  expect(foldWords("Leave the *lab*: it's 2026")).toEqual(['leave', 'the', 'lab', 'it', 's', '2026'])
  expect(foldWords('東京で会う CV1')).toEqual(['東', '京', 'で'.normalize('NFD'), '会', 'う', 'cv1'])
  expect(foldWords('  …!')).toEqual([])
})

test('a word stands where the text has it, also where it is compared by more letters', () => {
  const text = 'Große Probe'
  expect(findWords(text).map(({ folded, from, to }) => [folded, text.slice(from, to)])).toEqual([
    ['grosse', 'Große'],
    ['probe', 'Probe']
  ])
})
