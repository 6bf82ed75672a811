/** What this needs to know of a node in a Markdown text's tree. */
interface MarkdownNode {
  readonly type: string
  readonly value?: string
  children?: MarkdownNode[]
}

/** For react-markdown: turns each line break inside a text into a break that is shown. Code keeps its lines anyway. */
export function keepLineBreaks() {
  return function breakLines(node: MarkdownNode): void {
    if (node.children === undefined) return
    node.children = node.children.flatMap(splitText)
    node.children.forEach(breakLines)
  }
}

function splitText(node: MarkdownNode): readonly MarkdownNode[] {
  if (node.type !== 'text' || node.value === undefined) return [node]
  const [first = '', ...others] = node.value.split(/\r?\n|\r/)
  return [{ type: 'text', value: first }, ...others.flatMap(value => [{ type: 'break' }, { type: 'text', value }])]
}
