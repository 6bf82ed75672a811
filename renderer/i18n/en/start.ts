import { refusals } from './refusals.ts'
import { shared } from './shared.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** What is said before an account is open. */
export const startTexts = { shared, refusals, shell, signIn } as const
