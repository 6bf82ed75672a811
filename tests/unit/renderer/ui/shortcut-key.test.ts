import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'

test.each([
  ['a US keyboard', 'z', 'KeyZ', 'z'],
  ['a capital', 'Z', 'KeyZ', 'z'],
  ['a German keyboard, where Z is elsewhere', 'z', 'KeyY', 'z'],
  ['a Dvorak keyboard', 'z', 'Slash', 'z'],
  ['a Russian keyboard', 'я', 'KeyZ', 'z'],
  ['a Russian keyboard, a pair’s first key', 'п', 'KeyG', 'g'],
  ['a Greek keyboard', 'ζ', 'KeyZ', 'z'],
  ['a Hebrew keyboard', 'ז', 'KeyZ', 'z'],
  ['an Arabic keyboard', 'ئ', 'KeyZ', 'z'],
  ['Arabic digits', '٣', 'Digit3', '3'],
  ['an Arabic question mark', '؟', 'Slash', '?'],
  ['a question mark', '?', 'Digit7', '?'],
  ['a French letter on the key of a digit', 'é', 'Digit2', 'é'],
  ['a named key', 'Enter', 'Enter', 'Enter'],
  ['a key of an input method', 'Process', 'KeyZ', 'Process']
])('the key of a shortcut: %s', (_name, key, code, expected) => {
  expect(shortcutKeyOf({ key, code })).toBe(expected)
})

const folder = join(import.meta.dirname, '../../../../renderer')

/** Files that read a keyboard event's `key`, directly or by taking it out of the event. */
function listReaders(): readonly string[] {
  const readsKey =
    /\b(?:event|pressed|nativeEvent)\.(?:key|code|keyCode|which)\b|\{[^{}]*\b(?:key|code)\b[^{}]*\}: \w*(?:Key|Keys|KeyboardEvent)\b/
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && readsKey.test(readFileSync(join(folder, name), 'utf8')))
    .map(name => name.replaceAll('\\', '/'))
}

test('every shortcut asks one function what its key is', () => {
  expect(listReaders()).toEqual(['ui/shortcut-key.ts'])
})
