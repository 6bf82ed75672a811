import { findWords, type Word } from './words.ts'

/** A piece of text that is shown, and whether it is what was searched for. */
export interface TextPart {
  readonly text: string
  readonly isHit: boolean
}

/** So much of a text is shown, in characters. */
const shownLength = 110
/** So much of that comes before the first hit. */
const leadLength = 30
const ellipsis = '…'

/** A whole text with its hits marked. @param hits words, folded */
export function markHits(text: string, hits: ReadonlySet<string>): readonly TextPart[] {
  return markWords(text, findHits(text, hits))
}

/**
 * A short piece of a text around the place where most of the words stand that were searched for, with these marked. Signs of
 * Markdown and line breaks are left out.
 * @param hits words, folded
 */
export function cutExcerpt(text: string, hits: ReadonlySet<string>): readonly TextPart[] {
  const plain = readPlain(text)
  const words = findHits(plain, hits)
  const { from, to } = findWindow(plain, words)
  const inside = words
    .filter(word => word.from >= from && word.to <= to)
    .map(word => ({ ...word, from: word.from - from, to: word.to - from }))
  const parts = markWords(plain.slice(from, to), inside)
  return [
    ...(from > 0 ? [{ text: ellipsis, isHit: false }] : []),
    ...parts,
    ...(to < plain.length ? [{ text: ellipsis, isHit: false }] : [])
  ]
}

/** Markdown without its signs, in one line. A sign within a word stays. */
function readPlain(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])[*_`~#>]+|[*_`~#>]+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function findHits(text: string, hits: ReadonlySet<string>): readonly Word[] {
  return findWords(text).filter(({ folded }) => hits.has(folded))
}

/** What is shown: it begins and ends between words. */
function findWindow(text: string, hits: readonly Word[]): { readonly from: number; readonly to: number } {
  const start = findRichest(hits)
  const wished = Math.max(0, Math.min(start - leadLength, text.length - shownLength))
  const from = wished === 0 ? 0 : toCharacter(text, skipToWord(text, wished, start))
  const end = toCharacter(text, Math.min(text.length, from + shownLength))
  if (end === text.length) return { from, to: end }
  const blank = text.lastIndexOf(' ', end)
  return { from, to: blank > start ? blank : end }
}

/** Where the most different hits stand close together. A long text may hold thousands of them: each is looked at twice. */
function findRichest(hits: readonly Word[]): number {
  const near = new Map<string, number>()
  let [best, most, after] = [0, 0, 0]
  for (const [at, { from, folded }] of hits.entries()) {
    for (let next = hits[after]; next !== undefined && next.to <= from + shownLength - leadLength; next = hits[after]) {
      near.set(next.folded, (near.get(next.folded) ?? 0) + 1)
      after += 1
    }
    if (near.size > most) [best, most] = [from, near.size]
    if (after === at) after += 1
    else if (near.get(folded) === 1) near.delete(folded)
    else near.set(folded, (near.get(folded) ?? 0) - 1)
  }
  return best
}

/** The same place, or the one before it where a character of two units would be cut. */
function toCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xff_ff ? at - 1 : at
}

function skipToWord(text: string, from: number, before: number): number {
  const blank = text.indexOf(' ', from)
  return blank === -1 || blank >= before ? from : blank + 1
}

function markWords(text: string, hits: readonly Word[]): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const { from, to } of hits) {
    if (from > at) parts.push({ text: text.slice(at, from), isHit: false })
    parts.push({ text: text.slice(from, to), isHit: true })
    at = to
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false })
  return parts
}
