import type { Application } from '#renderer/contract/application.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'

/** The data of the open account. */
export interface Followed {
  readonly userId: string
  read(): WorkspaceStoreState
  stop(): void
}

/** Waits until an account is open. @param onChange something of its data changed */
export async function followWorkspace(
  { workspace, sessionStore }: Application,
  onChange: () => void
): Promise<Followed> {
  const store = await new Promise<NonNullable<ReturnType<typeof workspace.getState>['store']>>(resolve => {
    const check = (): void => {
      const { store: opened } = workspace.getState()
      if (opened === undefined) return
      unsubscribe()
      resolve(opened)
    }
    const unsubscribe = workspace.subscribe(check)
    check()
  })
  const { session } = sessionStore.getState()
  if (!('account' in session)) throw new Error(`the session is ${session.kind}`)
  return { userId: session.account.userId, read: () => store.getState(), stop: store.subscribe(onChange) }
}
