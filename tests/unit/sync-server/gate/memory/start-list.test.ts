import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStartList } from '#server/gate/memory/start-list.ts'

const item = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), startsAt: fc.nat({ max: 20 }) })

it('finds by start what a search through everything finds (seed 7)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ item, isRemoval: fc.boolean() })),
      fc.nat({ max: 22 }),
      fc.nat({ max: 22 }),
      (steps, from, to) => {
        const list = createStartList<{ readonly id: string; readonly startsAt: number }>()
        const plain = new Map<string, { readonly id: string; readonly startsAt: number }>()
        for (const { item, isRemoval } of steps) {
          if (isRemoval) {
            list.remove(item)
            plain.delete(`${item.id} ${item.startsAt}`)
          } else {
            list.put(item)
            plain.set(`${item.id} ${item.startsAt}`, item)
          }
        }
        const expected = [...plain.values()]
          .filter(({ startsAt }) => from <= startsAt && startsAt < to)
          .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
        expect(list.between(from, to)).toEqual(expected)
        expect(list.size).toBe(plain.size)
      }
    ),
    { seed: 7 }
  )
})
