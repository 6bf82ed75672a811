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

/** Plain Markdown as its author wrote it; HTML in it is shown as text, never run. */
export function MarkdownText({ text }: { readonly text: string }) {
  return (
    <Typography fz="sm" style={{ overflowWrap: 'anywhere' }}>
      <Markdown components={components}>{text}</Markdown>
    </Typography>
  )
}
