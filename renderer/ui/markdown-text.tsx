import { Anchor, Typography } from '@mantine/core'
import Markdown, { type Components } from 'react-markdown'
import { keepLineBreaks } from './keep-line-breaks.ts'

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
