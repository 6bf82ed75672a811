import { copyFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Instant } from '#domain/model/primitives.ts'
import { takeFreeName } from './free-name.ts'

/** `settings.json` -> `settings.corrupt-20261130-174500.json` (UTC), where it overwrites nothing. Answers the new name. */
export async function setFileAside(file: string, reason: string, now: Instant): Promise<string> {
  const aside = await takeFreeName(...nameAside(file, reason, now))
  await rename(file, aside)
  return path.basename(aside)
}

/** The same, and the file stays where it is. */
export async function copyFileAside(file: string, reason: string, now: Instant): Promise<string> {
  const aside = await takeFreeName(...nameAside(file, reason, now))
  await copyFile(file, aside)
  return path.basename(aside)
}

/** Whether a file is one of those that were set aside from this one, for this reason. */
export function isSetAside(name: string, original: string, reason: string): boolean {
  const { name: stem, ext } = path.parse(original)
  return name.startsWith(`${stem}.${reason}-`) && name.endsWith(ext)
}

function nameAside(file: string, reason: string, now: Instant): [stem: string, extension: string] {
  const { dir, name, ext } = path.parse(file)
  return [path.join(dir, `${name}.${reason}-${formatStamp(now)}`), ext]
}

/** `20261130-174500`, UTC: names of files sort by it. */
export function formatStamp(now: Instant): string {
  const iso = new Date(now).toISOString()
  return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 19).replaceAll(':', '')}`
}
