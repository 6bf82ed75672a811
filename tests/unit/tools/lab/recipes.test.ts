import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../../scripts/lib/project.ts'
import { seats } from '../../../../tools/lab/contract.ts'
import { fillText } from '../../../../tools/lab/page/fill-text.ts'
import type { Recipe } from '../../../../tools/lab/recipes/recipe.ts'
import { findScene, freePlay, recipes } from '../../../../tools/lab/recipes/recipes.ts'
import { labPeople } from '../../../../tools/lab/stage/people.ts'
import { peopleOf } from '../../../../tools/lab/stage/scene-calendar.ts'

const rules = readFileSync(path.join(projectRoot, 'domain/RULES.md'), 'utf8')
const textsOf = ({ title, summary, steps, look, why }: Recipe) => [
  title,
  summary,
  why,
  ...look,
  ...steps.map(({ text }) => text)
]

it('there is one recipe for each of the ten meetings, in their order', () => {
  expect(recipes.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `MG${index + 1}`))
})

describe.each(recipes.map(recipe => [recipe.id, recipe] as const))('%s', (id, recipe) => {
  it('is a numbered rule', () => {
    expect(rules).toContain(`- **${id}** `)
  })

  it('seats two coach’s windows and a student’s, or lends one to a second student', () => {
    const roles = seats.map(seat => labPeople[recipe.scene.cast[seat].person].role)
    expect(roles[0]).toBe('coach')
    expect(roles[2]).toBe('student')
  })

  it('says what to do, what to look for and why, with no step twice in one window', () => {
    expect(recipe.steps.length).toBeGreaterThanOrEqual(4)
    expect(recipe.look.length).toBeGreaterThanOrEqual(3)
    expect(recipe.why.length).toBeGreaterThan(80)
    const steps = recipe.steps.map(step => (step.kind === 'window' ? step.seat : step.person) + step.text)
    expect(new Set(steps).size).toBe(steps.length)
  })

  it('makes all accounts that its buttons change', () => {
    const changed = recipe.steps.flatMap(step => (step.kind === 'account' ? [step.person] : []))
    expect(peopleOf(recipe.scene)).toEqual(expect.arrayContaining(changed))
  })

  it('leaves no placeholder open', () => {
    const scene = { day: '2027-03-03', yesterday: '2027-02-27' }
    for (const text of textsOf(recipe)) expect(fillText(text, scene)).not.toMatch(/[{}]|undefined/)
  })

  it('is found by its name', () => {
    expect(findScene(id)).toBe(recipe.scene)
  })
})

it('without a recipe there is a scene to play with, and none of an unknown name', () => {
  expect(findScene(freePlay)).toBeDefined()
  expect(findScene('MG11')).toBeUndefined()
})

it('a text names the days of the scene', () => {
  const scene = { day: '2027-03-03', yesterday: '2027-02-27' }
  expect(fillText('{day} or {yesterday} or {unknown}', scene)).toMatch(/^Wed,? 3 Mar or Sat,? 27 Feb or \{unknown\}$/)
  expect(fillText('{day}', undefined)).toBe('the day of the slots')
})
