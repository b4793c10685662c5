import type { ComponentChildren } from 'preact'
import type { Block } from '../../edition/body.ts'
import { outline } from './outline.ts'
import type { Part } from './outline.ts'
import { Prose } from './prose.tsx'
import type { Reading } from './reading.ts'

/** The body: paragraphs, headings (the outermost of rank `top`), nested lists, quotations, code. */
export function Blocks({
  blocks,
  top,
  reading,
}: {
  blocks: readonly Block[]
  top: number
  reading: Reading
}) {
  return <Parts parts={outline(blocks, top)} reading={reading} />
}

function Parts({ parts, reading }: { parts: readonly Part[]; reading: Reading }) {
  return (
    <>
      {parts.map((part) => (
        <OnePart part={part} reading={reading} />
      ))}
    </>
  )
}

function OnePart({ part, reading }: { part: Part; reading: Reading }) {
  if (part.kind === 'list') return <List part={part} reading={reading} />
  if (part.kind === 'quotation') {
    return (
      <blockquote>
        <Parts parts={part.parts} reading={reading} />
      </blockquote>
    )
  }
  const words = <Prose passage={part.block} reading={reading} />
  if (part.kind === 'heading') return <Heading rank={part.rank}>{words}</Heading>
  return part.kind === 'code' ? <Code block={part.block}>{words}</Code> : <p>{words}</p>
}

const headings = ['h2', 'h2', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

function Heading({ rank, children }: { rank: number; children: ComponentChildren }) {
  const Tag = headings[rank] ?? 'h6'
  return <Tag>{children}</Tag>
}

/**
 * Code is written from left to right in every language, and is not for translation software. HTML drops a
 * line end right after `<pre>`, but not one that comes after `<code>`.
 */
function Code({ block, children }: { block: Block; children: ComponentChildren }) {
  // Not as an attribute in the markup: Preact's types have `translate` as a boolean, which it would not write.
  const said: Record<string, string> = { translate: 'no' }
  if (block.language !== undefined && block.language !== '') said['data-language'] = block.language
  return (
    <pre dir="ltr" {...said}>
      <code>{children}</code>
    </pre>
  )
}

function List({ part, reading }: { part: Extract<Part, { kind: 'list' }>; reading: Reading }) {
  const items = part.items.map((item) => (
    <li {...numberOf(item.block)}>
      <Prose passage={item.block} reading={reading} />
      <Parts parts={item.parts} reading={reading} />
    </li>
  ))
  return part.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

/** An ordered list counts as its original does, whatever it begins with or leaves out. */
function numberOf(block: Block): { value?: number } {
  return block.ordered === true && block.number !== undefined ? { value: block.number } : {}
}
