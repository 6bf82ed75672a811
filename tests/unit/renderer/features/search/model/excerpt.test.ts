import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutExcerpt, markHits, type TextPart } from '#renderer/features/search/model/excerpt.ts'
import { foldWords } from '#renderer/features/search/model/words.ts'

const show = (parts: readonly TextPart[]) => parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')
const filler = 'and then we spoke of other things for a while, '.repeat(20)

test('FN5 a short text is shown whole, its hits marked as they are written', () => {
  expect(show(markHits('Zoë Müller', new Set(['muller'])))).toBe('Zoë [Müller]')
  expect(show(cutExcerpt('Wants a rehearsal.', new Set(['rehearsal'])))).toBe('Wants a [rehearsal].')
})

test('FN5 of a long text a piece around the hit is shown, cut between words', () => {
  const parts = cutExcerpt(`${filler}the dress rehearsal on Friday ${filler}`, new Set(['rehearsal']))
  const text = show(parts)
  expect(text).toMatch(/^….*\[rehearsal\] on Friday.*…$/)
  expect(text.length).toBeLessThan(130)
  const words = new Set(foldWords(`${filler} the dress rehearsal on Friday`))
  expect(foldWords(text).filter(word => !words.has(word))).toEqual([])
})

test('FN5 where several words were asked for, the piece that has most of them is shown', () => {
  const text = `A rehearsal. ${filler} The rehearsal of the keynote. ${filler}`
  expect(show(cutExcerpt(text, new Set(['rehearsal', 'keynote'])))).toContain('[rehearsal] of the [keynote]')
})

test('FN5 signs of Markdown and line breaks are left out', () => {
  const text = '# Plan\n\n- Wants to *leave the lab*\n- a_b stays'
  expect(show(cutExcerpt(text, new Set(['lab'])))).toBe('Plan - Wants to leave the [lab] - a_b stays')
})

test('FN5 no character is cut in two where there is no blank to cut at', () => {
  const parts = cutExcerpt(`${'😀'.repeat(100)}-word${'😀'.repeat(100)}`, new Set(['word']))
  expect(show(parts)).toContain('😀-[word]😀')
  expect(parts.map(({ text }) => text.isWellFormed())).toEqual(parts.map(() => true))
})

test('FN5 a long text without blanks, with a hit at each character, keeps nobody waiting', () => {
  // Hits compared with hits took more than a second for 10,000, and minutes for these.
  const text = '的'.repeat(150_000)
  expect(show(cutExcerpt(`${text}学`, new Set(['的', '学'])))).toMatch(/^…\[的\].*\[学\]$/)
})

test('FN5 whatever the text is, an excerpt is a piece of it and short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
      const words = foldWords(text)
      const parts = cutExcerpt(text, new Set(words.slice(-1)))
      const shown = parts.map(part => part.text).join('')
      expect(shown.length).toBeLessThanOrEqual(112)
      expect(parts.every(part => part.text !== '')).toBe(true)
    })
  )
})
