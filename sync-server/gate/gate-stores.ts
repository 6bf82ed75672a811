import type { CommitOutcome, CommitPart, Databases, DocumentStore } from '../storage/document-store.ts'

/** The databases that the gate works on; a person's copies are opened as they are needed. */
export interface GateStores {
  readonly slots: DocumentStore
  readonly bookings: DocumentStore
  readonly users: DocumentStore
  open(name: string): Promise<DocumentStore>
  commitInOrder(units: readonly (readonly CommitPart[])[]): Promise<readonly CommitOutcome[]>
}

export async function openGateStores(databases: Databases): Promise<GateStores> {
  const [slots, bookings, users] = await Promise.all(['slots', 'bookings', 'users'].map(name => databases.open(name)))
  if (slots === undefined || bookings === undefined || users === undefined) throw new Error('storage gave no store')
  return {
    slots,
    bookings,
    users,
    open: name => databases.open(name),
    commitInOrder: units => databases.commitInOrder(units)
  }
}
