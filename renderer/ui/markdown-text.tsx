import { Anchor, Typography } from '@mantine/core'
import Markdown, { type Components } from 'react-markdown'

/** Nothing is fetched for showing a text: images become their description, links open only when clicked. */
const components: Components = {
  img: ({ alt }) => <>{alt}</>,
  a: ({ href, children }) => (
    <Anchor href={href} target="_blank" rel="noreferrer noopener nofollow" underline="always" inherit>
      {children}
    </Anchor>
  ),
  // A text's own headings must not climb into the page's outline.
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h5>{children}</h5>,
  h3: ({ children }) => <h6>{children}</h6>
}

/** A line break that was typed is one that is shown: Markdown by itself joins lines. */
const plugins = [keepLineBreaks]

/** Plain Markdown as its author wrote it, line by line; HTML in it is shown as text, never run. */
export function MarkdownText({ text }: { readonly text: string }) {
  return (
    <Typography fz="sm" style={{ overflowWrap: 'anywhere' }}>
      <Markdown components={components} remarkPlugins={plugins}>
        {text}
      </Markdown>
    </Typography>
  )
}

/** What this needs to know of a node in a Markdown text's tree. */
interface MarkdownNode {
  readonly type: string
  readonly value?: string
  children?: MarkdownNode[]
}

/** For react-markdown: turns each line break inside a text into a break that is shown. Code keeps its lines anyway. */
function keepLineBreaks() {
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
