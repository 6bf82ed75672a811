import type { OpenScene } from '../contract.ts'
import { labPassword } from '../stage/people.ts'

/** @param date `YYYY-MM-DD` */
function writeDate(date: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
  return format.format(new Date(`${date}T12:00:00Z`))
}

/** Puts the scene's days into a recipe's text; before there is a scene, in words. */
export function fillText(text: string, scene: Pick<OpenScene, 'day' | 'yesterday'> | undefined): string {
  const words: Readonly<Record<string, string>> = {
    day: scene === undefined ? 'the day of the slots' : writeDate(scene.day),
    yesterday: scene === undefined ? 'yesterday' : writeDate(scene.yesterday),
    password: labPassword
  }
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)
}
