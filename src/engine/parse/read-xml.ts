/** Bytes of one file, elements in it and how deep they may lie; a diagram of 500 tasks has about 0.6 MB and 6,000 elements. */
export const fileLimits = { bytes: 2 * 1024 * 1024, elements: 50_000, depth: 60 }

export type Text = { text: string } | { problem: string }

/**
 * The text of a BPMN file, which is taken as hostile (AT-136): limits are checked before anything is parsed, and a
 * document type is refused, because entities live there. XML 1.0, 4.3.3 tells the encoding: a byte order mark, else the
 * declaration, else UTF-8.
 */
export function readXml(file: string | Uint8Array): Text {
  const size = typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength
  if (size > fileLimits.bytes) {
    return { problem: `Expected a file of at most ${fileLimits.bytes} bytes, found ${size}.` }
  }
  const decoded = typeof file === 'string' ? { text: file } : decode(file)
  if ('problem' in decoded) return decoded
  // The declaration has done its work; moddle would warn about an encoding that is no longer there.
  const text = decoded.text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '')
  const problem = shapeProblem(text)
  return problem === null ? { text } : { problem }
}

function decode(bytes: Uint8Array): Text {
  const label = encodingOf(bytes)
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes) }
  } catch {
    return { problem: `Expected text in the encoding ${label}, found bytes that are not. Save the file as UTF-8.` }
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1] ?? 'utf-8'
}

/** One pass over the tags, without backtracking, so that no file can make it slow. */
function shapeProblem(text: string): string | null {
  let depth = 0
  let elements = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const special = afterSpecial(text, at)
    if (special === 'doctype') return 'Expected no document type or entities, found <!…>. Remove them from the file.'
    const end = special ?? afterTag(text, at)
    if (end === null || end === 0) return 'Expected well-formed XML, found a tag that does not end.'
    if (special === null) {
      const closing = text[at + 1] === '/'
      if (!closing) elements += 1
      if (closing) depth -= 1
      else if (text[end - 2] !== '/') depth += 1
    }
    if (elements > fileLimits.elements) return `Expected at most ${fileLimits.elements} XML elements, found more.`
    if (depth > fileLimits.depth) return `Expected XML nested at most ${fileLimits.depth} deep, found deeper.`
    at = end
  }
  return elements === 0 ? 'Expected a BPMN 2.0 file, found no XML.' : null
}

/** Where a comment, CDATA section or instruction that begins here ends; null if none begins, 0 if it does not end. */
function afterSpecial(text: string, at: number): number | 'doctype' | null {
  const after = (mark: string) => text.indexOf(mark, at) + 1 && text.indexOf(mark, at) + mark.length
  if (text.startsWith('<!--', at)) return after('-->')
  if (text.startsWith('<![CDATA[', at)) return after(']]>')
  if (text.startsWith('<!', at)) return 'doctype'
  return text.startsWith('<?', at) ? after('?>') : null
}

/** Where the tag ends that begins here; a `>` inside a quoted value does not count. */
function afterTag(text: string, at: number): number | null {
  let quote = ''
  for (let next = at + 1; next < text.length; next += 1) {
    const char = text[next]!
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '>') return next + 1
  }
  return null
}
