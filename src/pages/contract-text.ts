/**
 * The text of a page: a small part of CommonMark 0.31 (headings `##` to `####`, paragraphs, lists, emphasis, code,
 * links), read into plain data. There is no raw HTML: a `<` is a `<`. Links go to http, https, mailto, tel or to a page
 * of the same portal (`page:news`); any other is shown as text (AT-124).
 */
export type Inline =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { kind: 'link'; text: string; to: string }

export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; rows: Inline[][] }

const bullet = /^[-*]\s+(.*)$/
const numbered = /^\d{1,9}[.)]\s+(.*)$/
const heading = /^(#{1,6})\s+(.*?)\s*#*$/

export function readText(source: string): Block[] {
  const blocks: Block[] = []
  for (const part of source.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    let open: string[] = []
    const close = () => {
      if (open.length > 0) blocks.push({ kind: 'paragraph', content: readInline(open.join(' ')) })
      open = []
    }
    for (const line of part.split('\n').map((line) => line.trim())) {
      if (!line) continue
      const block = blockOf(line)
      if (!block) {
        open.push(line)
        continue
      }
      close()
      const last = blocks.at(-1)
      if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
        last.rows.push(...block.rows)
      else blocks.push(block)
    }
    close()
  }
  return blocks
}

function blockOf(line: string): Block | undefined {
  const title = heading.exec(line)
  if (title) return { kind: 'heading', level: title[1]!.length, content: readInline(title[2]!) }
  const row = bullet.exec(line)
  if (row) return { kind: 'list', ordered: false, rows: [readInline(row[1]!)] }
  const step = numbered.exec(line)
  if (step) return { kind: 'list', ordered: true, rows: [readInline(step[1]!)] }
  return undefined
}

const marks = /\*\*([^*]{1,500})\*\*|\*([^*]{1,500})\*|`([^`]{1,500})`|\[([^\]]{1,300})\]\(([^()\s]{1,2000})\)/g

function readInline(line: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  for (const match of line.matchAll(marks)) {
    if (match.index > at) found.push({ kind: 'text', text: line.slice(at, match.index) })
    const [whole, strong, emphasis, code, label, to] = match
    if (strong !== undefined) found.push({ kind: 'strong', text: strong })
    else if (emphasis !== undefined) found.push({ kind: 'emphasis', text: emphasis })
    else if (code !== undefined) found.push({ kind: 'code', text: code })
    else if (label !== undefined && isSafeTarget(to!)) found.push({ kind: 'link', text: label, to: to! })
    else found.push({ kind: 'text', text: whole })
    at = match.index + whole.length
  }
  if (at < line.length) found.push({ kind: 'text', text: line.slice(at) })
  return found
}

export const isSafeTarget = (to: string): boolean =>
  /^(https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?[\d()-]+$|page:[a-z][a-z0-9_]*$)/i.test(to)
