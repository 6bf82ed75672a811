import { assertNever } from '#domain/assert-never.ts'
import type { Refusal } from '#renderer/contract/screens.ts'

export type SignInField = 'serverUrl' | 'name' | 'password'
/** Beside which field a refusal belongs; `form`: none is at fault. */
export type FaultPlace = SignInField | 'form'

/** Where a refused sign-in is explained. */
export function placeOfFault(refusal: Refusal, field: string | undefined): FaultPlace {
  if (field === 'serverUrl' || field === 'name' || field === 'password') return field
  switch (refusal) {
    case 'unreachable':
    case 'not-a-server':
    case 'certificate':
      return 'serverUrl'
    case 'unknown-here':
      return 'name'
    case 'wrong-password':
      return 'password'
    default:
      return 'form'
  }
}

/** Where the cursor goes next. */
export function fieldToFocus(place: FaultPlace): SignInField {
  switch (place) {
    case 'form':
      return 'name'
    case 'serverUrl':
    case 'name':
    case 'password':
      return place
    default:
      return assertNever(place)
  }
}
