import fc from 'fast-check'
import { getQueryMatcher } from 'rxdb'
import { expect, test } from 'vitest'
import { getMingoQuery } from '#renderer/data/database/match-query.ts'

const value = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'coach1:5', 'coach1:7'),
  fc.integer({ min: -2, max: 3 }),
  fc.boolean(),
  fc.constant(null)
)
const document = fc.record(
  {
    id: fc.string(),
    movesFrom: value,
    _deleted: fc.boolean(),
    _meta: fc.record({ lwt: fc.integer({ min: 0, max: 3 }) })
  },
  { requiredKeys: [] }
)
const name = fc.constantFrom('id', 'movesFrom', '_deleted', '_meta.lwt', 'absent')
const ordered = fc.oneof(fc.constantFrom('', 'a', 'coach1:5'), fc.integer({ min: -2, max: 3 }))
const condition = fc.oneof(
  value,
  value.map($eq => ({ $eq })),
  ordered.map($gt => ({ $gt })),
  ordered.map($lt => ({ $lt })),
  fc.tuple(ordered, ordered).map(([$gte, $lte]) => ({ $gte, $lte }))
)
const simple = fc.dictionary(name, condition, { maxKeys: 3 })
const selector = fc.oneof(
  simple,
  fc.tuple(simple, fc.array(simple, { minLength: 1, maxLength: 3 })).map(([rest, $or]) => ({ ...rest, $or })),
  fc.array(simple, { minLength: 1, maxLength: 3 }).map($and => ({ $and }))
)

test('a document matches a query as RxDB’s own library says', () => {
  fc.assert(
    fc.property(selector, document, (query, one) => {
      const matchesAtLibrary = getQueryMatcher(
        {} as never,
        { selector: query, sort: [{ id: 'asc' }], skip: 0 } as never
      )
      expect(getMingoQuery(query).test(one)).toBe(matchesAtLibrary(one as never))
    }),
    { numRuns: 2_000 }
  )
})

test('an operator that it does not have is no reason to match nothing', () => {
  expect(() => getMingoQuery({ id: { $regex: 'a' } })).toThrow('$regex')
  expect(() => getMingoQuery({ $nor: [{ id: 'a' }] })).toThrow('$nor')
})
