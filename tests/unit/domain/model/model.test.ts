import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { accountSchema, signInNameSchema } from '#domain/model/account.ts'
import { bookingSchema } from '#domain/model/booking.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { createNoticeId, fingerprintText, noticeSchema } from '#domain/model/notice.ts'
import { displayNameSchema, phoneSchema } from '#domain/model/primitives.ts'
import { isLiveSlot, slotSchema } from '#domain/model/slot.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isReason, reasons, toStoredReason } from '#domain/model/reasons.ts'
import { firstVersion } from '#domain/versions/product-version.ts'
import { openRecording } from '../../../versions/support/recording.ts'
import { bookingId, buildBooking, buildCall, buildNotice, buildProfile, buildSlot, hexId, now } from '../builders.ts'

const schemas = {
  account: accountSchema,
  booking: bookingSchema,
  call: sessionCopySchema,
  notice: noticeSchema,
  profile: coachProfileSchema,
  slot: slotSchema
}
const documents = {
  booking: buildBooking(),
  call: buildCall(),
  notice: buildNotice(),
  profile: buildProfile(),
  slot: buildSlot()
}

describe('schemas', () => {
  test.each(Object.entries(schemas))('%s becomes a closed draft-7 schema that RxDB can index', (_, schema) => {
    const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as {
      readonly additionalProperties?: unknown
      readonly properties: Readonly<Record<string, { readonly maxLength?: number; readonly multipleOf?: number }>>
    }
    expect(json.additionalProperties).toBe(false)
    expect(Object.keys(json.properties).filter(name => name.startsWith('_'))).toEqual([])
    // An id without maxLength is no primary key; an instant without multipleOf no index.
    expect(json.properties['id']?.maxLength).toBeGreaterThan(0)
    for (const [name, field] of Object.entries(json.properties)) {
      expect(JSON.stringify(field)).not.toMatch(/^\{"anyOf"/)
      if (/^(startsAt|endsAt|at|createdAt|claimedAt)$/.test(name)) expect(field.multipleOf).toBe(1)
    }
    expect(JSON.stringify(json)).not.toMatch(/"\$ref"/)
  })

  test.each(Object.entries(documents))(
    '%s refuses unknown fields, also those that objects inherit',
    (name, document) => {
      const schema = schemas[name as keyof typeof documents]
      expect(schema.safeParse(document).error).toBeUndefined()
      for (const field of ['extra', 'constructor', '_rev']) {
        expect(schema.safeParse({ ...document, [field]: 'x' }).success).toBe(false)
      }
      expect(schema.safeParse(JSON.parse('{"__proto__":{}}')).success).toBe(false)
      expect(schema.safeParse(null).success).toBe(false)
    }
  )

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 8_640_000_000_000_001, '5', null])(
    '%s is no instant',
    startsAt => {
      expect(slotSchema.safeParse({ ...buildSlot(), startsAt }).success).toBe(false)
    }
  )

  test('phones are E.164', () => {
    expect(['+4915112345678', '+12025550123'].every(phone => phoneSchema.safeParse(phone).success)).toBe(true)
    const odd = ['4915112345678', '+0915112345678', '+49 151', '+123456', '+1234567890123456', '+4915112345678\n']
    expect(odd.filter(phone => phoneSchema.safeParse(phone).success)).toEqual([])
  })

  test('sign-in names do not differ by case or blanks around them', () => {
    expect(signInNameSchema.parse('  Cora.Coach ')).toBe('cora.coach')
  })

  test('a session’s longest own words fit into a notice, escaped', () => {
    const control = '\u0001'
    const words = {
      notes: control.repeat(10_000),
      followUps: Array.from({ length: 50 }, () => ({ text: control.repeat(500), done: false })),
      request: { kind: 'cancel', requestId: bookingId, reason: control.repeat(1_000), reopenSlot: false },
      summary: control.repeat(4_000),
      actions: Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [
          hexId(at),
          {
            text: control.repeat(500),
            owner: 'student',
            dueDate: '2026-12-01',
            madeAt: now,
            editedAt: now,
            doneAt: now
          }
        ])
      )
    }
    expect(sessionCopySchema.safeParse({ ...buildCall(), ...words }).success).toBe(true)
    expect(noticeSchema.safeParse(buildNotice({ mine: JSON.stringify(words) })).success).toBe(true)
  })
})

describe('small parts', () => {
  test('documents go to the wire and back', () => {
    expect(fromWire({ ...toWire(buildSlot()), _rev: '1-a', _deleted: false })).toEqual(buildSlot())
    expect(fromWire({ _id: 'a', id: 'forged' })).toEqual({ id: 'a' })
  })

  test('open, requested and booked slots take up time', () => {
    const statuses = ['open', 'requested', 'booked', 'declined'] as const
    expect(statuses.filter(status => isLiveSlot(buildSlot({ status })))).toEqual(['open', 'requested', 'booked'])
  })

  test('a reason is a code of the list, not a name that objects inherit', () => {
    expect(reasons.every(isReason)).toBe(true)
    expect(['constructor', 'toString', '__proto__', '', 'SLOT-TAKEN'].filter(isReason)).toEqual([])
  })

  test('documents carry no reason that version 0.1.0 does not know', () => {
    const device = readFileSync(openRecording(firstVersion).bundle('device'), 'utf8')
    const known = new Set([...device.matchAll(/"?([a-z-]+)"?:\{means:/g)].map(([, code]) => code))
    expect(known.size).toBeGreaterThan(30)
    // `newer` is never written: it is what a device reads of a code that it does not know.
    const carried = reasons.filter(reason => reason !== 'newer' && toStoredReason(reason) === reason)
    const unknown = carried.filter(reason => !known.has(reason))
    expect(unknown, 'it needs an older one in storedAs (domain/model/reasons.ts)').toEqual([])
  })

  test('notice ids differ where topic, document, occasion or lost words do', () => {
    const ids = [
      createNoticeId('claim-lost', 'a', 'b'),
      createNoticeId('write-refused', 'a', 'b'),
      createNoticeId('claim-lost', 'c', 'b'),
      createNoticeId('claim-lost', 'a', 'c')
    ]
    expect(new Set(ids).size).toBe(4)
    expect(fingerprintText('')).toBe('811c9dc5')
    // The published FNV-1a test vectors.
    expect([fingerprintText('a'), fingerprintText('foobar')]).toEqual(['e40c292c', 'bf9cf968'])
  })

  test.each([
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
    [{}, JSON.parse('{"__proto__":{}}'), false],
    [{}, JSON.parse('{"constructor":1}'), false],
    [0, -0, true],
    [Number.NaN, Number.NaN, true],
    [[], {}, false],
    [null, {}, false],
    [null, undefined, false],
    [[1, 2], [2, 1], false]
  ])('%j and %j say the same: %s', (a: unknown, b: unknown, expected) => {
    expect([isSame(a, b), isSame(b, a)]).toEqual([expected, expected])
  })
})

test.each(['\u202Eevil', 'a\u0000b', 'line\nbreak', 'tab\there'])('a name takes no control character: %j', name => {
  expect(displayNameSchema.safeParse(name).success).toBe(false)
})

test.each(['Anna Bergström', '田中 愛子', 'Zoë 👩‍🏫', 'عمر حداد'])('a name is of any language: %s', name => {
  expect(displayNameSchema.safeParse(name).success).toBe(true)
})
