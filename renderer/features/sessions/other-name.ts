import type { Call } from '#domain/model/call.ts'

/** The other party's name; an erased account has left an empty one. */
export function otherNameOf({ otherName }: Call, erasedName: string): string {
  return otherName === '' ? erasedName : otherName
}
