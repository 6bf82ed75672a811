import { expect, test } from 'vitest'
import { reasons } from '#domain/model/reasons.ts'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { SessionWords } from '#renderer/shared/sessions/session-words.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { buildCall } from '../../domain/builders.ts'
import { click, getControl, renderWithStores, testNow } from '../render-with-stores.tsx'

test('every reason of the domain has its own sentence', () => {
  const texts = reasons.map(code => (refusals as Readonly<Record<string, string>>)[code] ?? '')
  expect(texts.filter(text => !/^[A-Z].{15,}\.$/.test(text))).toEqual([])
  expect(new Set(Object.values(refusals)).size).toBe(Object.keys(refusals).length)
})

test('HTML of the author is shown as text, and an image as its description', async () => {
  const source =
    'a **bold** word <script>alert(1)</script> <b>x</b>\n\n![my cat](https://example.org/cat.png)\n\n[go](javascript:alert(1))'
  const { body, text } = await renderWithStores(<MarkdownText text={source} />)
  expect(body.querySelector('strong')?.textContent).toBe('bold')
  expect(body.querySelectorAll('script, b, img')).toHaveLength(0)
  expect(text()).toContain('my cat')
  expect(body.querySelector('a')?.getAttribute('href') ?? '').not.toContain('javascript')
})

test('a line break that was typed in notes is one that is shown', async () => {
  const { body } = await renderWithStores(<MarkdownText text={'Today:\nwarm-up\nscales\n\n- one\n- two'} />)
  expect(body.querySelector('p')?.innerHTML.split(/<br\s*\/?>\s*/)).toEqual(['Today:', 'warm-up', 'scales'])
  expect(body.querySelectorAll('li')).toHaveLength(2)
})

const typed = 'Thank you:\n1986. was *great*\n    and so on'

test.each([
  [
    'a review of the other person',
    buildCall({ status: 'completed', otherReview: { score: 5, text: typed, at: testNow } })
  ],
  ['an own review', buildCall({ partyRole: 'student', status: 'completed', review: { score: 5, text: typed } })],
  [
    'the reason of a cancellation',
    buildCall({
      status: 'cancelled',
      cancellation: { by: 'coach', at: testNow, reason: typed, late: false, reopenSlot: true }
    })
  ]
])('%s is plain text: its lines stay, and no sign means anything', async (_name, call) => {
  const { body } = await renderWithStores(<SessionWords call={call} />)
  const shown = [...body.querySelectorAll('p')].find(element => element.textContent.includes(typed))
  expect(shown?.style.whiteSpace).toBe('pre-wrap')
})

test('the other clock stands beside a time only where it differs', async () => {
  const interval = { startsAt: Date.UTC(2026, 10, 18, 23), endsAt: Date.UTC(2026, 10, 19, 1) }
  const same = await renderWithStores(<ZoneNote interval={interval} otherZone="Europe/Paris" />)
  expect(same.text()).toBe('')
  const { text } = await renderWithStores(<ZoneNote interval={interval} otherZone="America/New_York" person="Maya" />)
  expect(text()).toBe('Wed 18 Nov, 18:00–20:00 for Maya, in New York')
})

test('a record says how far it has come', async () => {
  const workspace = { syncByRecord: new Map([['a', 'saved-here' as const]]) }
  const { text } = await renderWithStores(
    <>
      <RecordSyncMark id="a" /> <RecordSyncMark id="b" /> <RecordSyncMark id="c" quiet />
    </>,
    { workspace }
  )
  expect(text()).toBe('Saved here Confirmed')
})

test('a refused confirmation stays open and says why', async () => {
  const answers: Outcome[] = [
    { ok: false, refusal: 'slot-booked' },
    { ok: true, value: undefined }
  ]
  let closed = 0
  const { body, text } = await renderWithStores(
    <ConfirmDialog
      opened
      title="Remove this slot?"
      confirmLabel="Remove"
      onConfirm={() => Promise.resolve(answers.shift() ?? { ok: false, refusal: 'offline' })}
      onClose={() => (closed += 1)}
    >
      Nobody has booked it.
    </ConfirmDialog>
  )
  await click(getControl(body, 'Remove'))
  expect(text()).toContain(refusals['slot-booked'])
  expect(closed).toBe(0)
  await click(getControl(body, 'Remove'))
  expect(closed).toBe(1)
})
