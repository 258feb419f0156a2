import { portalLinks } from '../../base/portal-links.ts'
import { type Inline, readText } from '../../pages/contract-text.ts'
import { TextLink } from '../../ui/link.tsx'
import { Verbatim } from '../../ui/layout.tsx'
import classes from './page-view.module.css'
import { usePlace } from './place.ts'

function Part({ part }: { part: Inline }) {
  const { portal } = usePlace()
  switch (part.kind) {
    case 'strong':
      return <strong>{part.text}</strong>
    case 'emphasis':
      return <em>{part.text}</em>
    case 'code':
      return <Verbatim>{part.text}</Verbatim>
    case 'link':
      return part.to.startsWith('page:') ? (
        <TextLink href={portalLinks.page({ portal, page: part.to.slice('page:'.length) })}>{part.text}</TextLink>
      ) : (
        <TextLink href={part.to} newTab>
          {part.text}
        </TextLink>
      )
    default:
      return part.text
  }
}

const Parts = ({ content }: { content: readonly Inline[] }) =>
  content.map((part, index) => <Part key={index} part={part} />)

/** Text as data becomes elements one by one; there is no way from a text to raw HTML. */
export function TextView({ text }: { text: string }) {
  return (
    <div className={classes.text}>
      {readText(text).map((block, index) => {
        if (block.kind === 'paragraph') return <p key={index}>{<Parts content={block.content} />}</p>
        if (block.kind === 'heading') {
          const Heading = `h${Math.min(Math.max(block.level, 2), 6)}` as 'h2' | 'h3' | 'h4'
          return <Heading key={index}>{<Parts content={block.content} />}</Heading>
        }
        const List = block.ordered ? 'ol' : 'ul'
        return (
          <List key={index}>
            {block.rows.map((row, at) => (
              <li key={at}>
                <Parts content={row} />
              </li>
            ))}
          </List>
        )
      })}
    </div>
  )
}
