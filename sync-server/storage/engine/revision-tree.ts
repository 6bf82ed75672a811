/**
 * Trees of revisions as they are kept. Nearly all of them are one line, so a line is one list of hashes and not a nest of 200
 * arrays. `gone` gives the positions of tombstones.
 *
 *     3-a - 4-b - 5-c (removed)   [{ start: 3, line: ['a', 'b', 'c'], gone: [2] }]
 *
 *     3-a - 4-b - 5-c             [{ start: 3, line: ['a', 'b'],
 *              \- 5-d - 6-e          forks: [{ line: ['c'] }, { line: ['d', 'e'] }] }]
 *
 * The other way of writing it, which PouchDB's published parts take and give, says in each node whether its body is there. With
 * us it is there for leaves and for nothing else.
 */

/** PouchDB's node: hash, what is known of it, children. */
export type RevisionNode = [string, { status?: 'available' | 'missing'; deleted?: boolean }, RevisionNode[]]

export interface RevisionBranch {
  pos: number
  ids: RevisionNode
}

interface Line {
  readonly line: readonly string[]
  readonly gone?: readonly number[]
  /** What goes on from the end of the line: none or at least two. */
  readonly forks?: readonly Line[]
}

export type RevisionTree = readonly (Line & { readonly start: number })[]

export function packTree(branches: readonly RevisionBranch[]): RevisionTree {
  return branches.map(({ pos, ids }) => ({ start: pos, ...packLine(ids) }))
}

function packLine(first: RevisionNode): Line {
  const line: string[] = []
  const gone: number[] = []
  let node = first
  for (;;) {
    const [hash, { deleted }, children] = node
    if (deleted === true) gone.push(line.length)
    line.push(hash)
    const [next] = children
    if (next === undefined || children.length > 1) {
      const forks = children.length > 1 ? { forks: children.map(packLine) } : {}
      return { line, ...(gone.length > 0 ? { gone } : {}), ...forks }
    }
    node = next
  }
}

/** A tree of the caller's own, to be changed at will. */
export function unpackTree(tree: RevisionTree): RevisionBranch[] {
  return tree.flatMap(({ start, ...line }) => {
    const ids = unpackLine(line)
    return ids === undefined ? [] : [{ pos: start, ids }]
  })
}

function unpackLine({ line, gone = [], forks = [] }: Line): RevisionNode | undefined {
  let children = forks.map(unpackLine).filter(child => child !== undefined)
  for (let n = line.length - 1; n >= 0; n -= 1) {
    const status = children.length === 0 ? 'available' : 'missing'
    children = [[line[n] ?? '', { status, ...(gone.includes(n) ? { deleted: true } : {}) }, children]]
  }
  return children[0]
}

/** One revision of a tree. */
export interface Revision {
  readonly rev: string
  readonly generation: number
  readonly hash: string
  readonly deleted: boolean
  /** What it was built on, as far as the tree knows. */
  readonly parent: string | undefined
  readonly isLeaf: boolean
}

/** Every revision of a tree, each parent before its children. */
export function listRevisions(tree: RevisionTree): readonly Revision[] {
  const found: Revision[] = []
  const see = ({ line, gone = [], forks = [] }: Line, start: number, parentOfFirst: string | undefined): void => {
    let parent = parentOfFirst
    for (const [n, hash] of line.entries()) {
      const generation = start + n
      const rev = `${generation}-${hash}`
      const isLeaf = n === line.length - 1 && forks.length === 0
      found.push({ rev, generation, hash, deleted: gone.includes(n), parent, isLeaf })
      parent = rev
    }
    for (const fork of forks) see(fork, start + line.length, parent)
  }
  for (const { start, ...line } of tree) see(line, start, undefined)
  return found
}

/** The leaves of a tree, winner first: live before deleted, then the longest history, then the greatest hash. */
export function listLeaves(tree: RevisionTree): readonly Revision[] {
  return listRevisions(tree)
    .filter(({ isLeaf }) => isLeaf)
    .toSorted(
      (a, b) => Number(a.deleted) - Number(b.deleted) || b.generation - a.generation || (a.hash < b.hash ? 1 : -1)
    )
}
