import type { CommitPart, Databases } from '#server/storage/document-store.ts'

/** Storage that stores how far openings were matched in a commit of its own, before the notices about them. */
export function createTellingApart(base: Databases): Databases {
  return {
    ...base,
    async commitTogether(parts) {
      const isPosition = ({ database }: CommitPart): boolean => database === 'openings'
      if (!parts.some(isPosition)) return base.commitTogether(parts)
      const notices = parts.filter(part => !isPosition(part))
      const position = await base.commitTogether(parts.filter(isPosition))
      if (!position.stored || notices.length === 0) return position
      const { rows } = await base.commitTogether(notices)
      return { ...position, rows: [...rows, ...position.rows] }
    }
  }
}
