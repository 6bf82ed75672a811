import type { Ancestry } from './document-store.ts'
import type { RevisionBranch, RevisionNode } from './pouch-adapter.ts'

export interface Leaf {
  readonly rev: string
  readonly generation: number
  readonly hash: string
  readonly deleted: boolean
}

/** The leaves of a revision tree, winner first: live before deleted, then the longest history, then the greatest hash. */
export function listLeaves(tree: readonly RevisionBranch[]): readonly Leaf[] {
  const leaves: Leaf[] = []
  visit(tree, (rev, generation, [hash, state, children]) => {
    if (children.length === 0) leaves.push({ rev, generation, hash, deleted: state.deleted === true })
  })
  return leaves.sort(
    (a, b) => Number(a.deleted) - Number(b.deleted) || b.generation - a.generation || (a.hash < b.hash ? 1 : -1)
  )
}

/** Every revision id that a tree knows of. */
export function listRevisions(tree: readonly RevisionBranch[]): readonly string[] {
  const revs: string[] = []
  visit(tree, rev => revs.push(rev))
  return revs
}

/** Every revision id that a tree knows of, with its parent's. */
export function readParents(tree: readonly RevisionBranch[]): Ancestry {
  const parentByRev = new Map<string, string | undefined>()
  visit(tree, (rev, generation, [, , children]) => {
    if (!parentByRev.has(rev)) parentByRev.set(rev, undefined)
    for (const [hash] of children) parentByRev.set(`${generation + 1}-${hash}`, rev)
  })
  return parentByRev
}

function visit(
  tree: readonly RevisionBranch[],
  see: (rev: string, generation: number, node: RevisionNode) => void
): void {
  const open: { generation: number; node: RevisionNode }[] = tree.map(branch => ({
    generation: branch.pos,
    node: branch.ids
  }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    see(`${next.generation}-${next.node[0]}`, next.generation, next.node)
    for (const child of next.node[2]) open.push({ generation: next.generation + 1, node: child })
  }
}
