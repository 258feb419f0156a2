import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

type Node = { type: string; [part: string]: unknown }
type Text = { file: string; sentence: string; counted: boolean }
type Catalogue = Record<string, string>

const root = resolve(import.meta.dirname, '..')
const find = (pattern: string): string[] => globSync(pattern, { cwd: root }).map((file) => file.replaceAll('\\', '/'))
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8')

/** `t('…')` on screens and `link(path, '…')` in the lists of addresses: which argument holds the words. */
const speaking: Record<string, number> = { t: 0, translate: 0, link: 1 }

const each = (node: unknown, see: (node: Node) => void): void => {
  if (Array.isArray(node)) for (const one of node) each(one, see)
  else if (typeof node === 'object' && node !== null) {
    see(node as Node)
    for (const part of Object.values(node)) each(part, see)
  }
}

const nameOf = (node: unknown): string | undefined => {
  const { type, name, value } = (node ?? {}) as Node
  return type === 'Identifier' ? (name as string) : type === 'Literal' ? String(value) : undefined
}

/** All words of a table such as `{ failed: 'Failed' }`; of `{ failed: { words: 'Failed' } }` those named `words`. */
function wordsOf(table: Node, part: string | undefined): string[] {
  const found: string[] = []
  each(table, ({ type, key, value }) => {
    if (type === 'Property' && (part === undefined || nameOf(key) === part)) found.push(...literals(value as Node))
  })
  if (table.type === 'ArrayExpression' && part === undefined) {
    found.push(...(table.elements as Node[]).flatMap((element) => literals(element)))
  }
  return found
}

/** The literals an argument can be: `'a'`, `x ? 'a' : 'b'`, `x ?? 'a'`, and through a table, `words[state]`. */
function literals(node: Node | null | undefined): string[] {
  if (!node) return []
  const of = (...parts: string[]): string[] => parts.flatMap((part) => literals(node[part] as Node))
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'ConditionalExpression') return of('consequent', 'alternate')
  if (node.type === 'LogicalExpression') return of('left', 'right')
  if (/^(Parenthesized|TSAs|TSNonNull|TSSatisfies|Chain)Expression$/.test(node.type)) return of('expression')
  if (node.type === 'MemberExpression') {
    let at = node
    while (at.type === 'MemberExpression') at = at.object as Node
    const part = node.computed ? undefined : nameOf(node.property)
    return (tables.get(nameOf(at) ?? '') ?? []).flatMap((table) => wordsOf(table, part))
  }
  if (node.type !== 'TemplateLiteral') return []
  const [only, ...rest] = node.quasis as { value: { cooked: string } }[]
  return only && rest.length === 0 ? [only.value.cooked] : []
}

const isCounted = (facts: Node | undefined): boolean =>
  facts?.type === 'ObjectExpression' &&
  (facts.properties as Node[]).some((property) => (property.key as Node | undefined)?.name === 'count')

const sources = find('src/**/*.{ts,tsx}').filter(
  (file) => /^src\/(ui|[a-z]+\/(web|portal))\/|^src\/base\/[a-z]+-links\.ts$/.test(file) && !/\.test\.tsx?$/.test(file),
)
const programs = sources.map((file) => ({ file, program: parseSync(file, read(file)).program }))

/** Constants that hold words for later, by name; two of one name in different files are taken together. */
const tables = new Map<string, Node[]>()
each(
  programs.map(({ program }) => program),
  ({ type, id, init }) => {
    let table = init as Node | null | undefined
    while (table && /^TS(As|Satisfies)Expression$/.test(table.type)) table = table.expression as Node
    const name = type === 'VariableDeclarator' ? nameOf(id) : undefined
    if (name === undefined || !table || !/^(Object|Array)Expression$/.test(table.type)) return
    tables.set(name, [...(tables.get(name) ?? []), table])
  },
)

function textsIn({ file, program }: (typeof programs)[number]): Text[] {
  const found: Text[] = []
  each(program, ({ type, callee, arguments: given }) => {
    const place = type === 'CallExpression' ? speaking[nameOf(callee) ?? ''] : undefined
    if (place === undefined) return
    const [words, known] = (given as Node[]).slice(place)
    for (const sentence of literals(words)) found.push({ file, sentence, counted: isCounted(known) })
  })
  return found
}

const texts = programs.flatMap(textsIn)
const catalogues = find('src/*/texts.ru.json').map((file) => ({ file, entries: JSON.parse(read(file)) as Catalogue }))
const russian: Catalogue = Object.assign({}, ...catalogues.map(({ entries }) => entries))

/** Words that come as data: names that the migrations give, and operations, whose names are their words (`createApp`). */
const everything = [...find('src/**/*.{ts,tsx,sql}'), ...find('migrations/*.sql')].map(read).join('\n')
const isNamed = (sentence: string): boolean => {
  const [first = '', ...rest] = sentence.toLowerCase().split(' ')
  const camel = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return everything.includes(`'${sentence}'`) || everything.includes(`'${camel}'`)
}

const forms = ['one', 'few', 'many', 'other']
const facts = (sentence: string): string =>
  [...sentence.matchAll(/\{\{(\w+)/g)]
    .map(([, name]) => name)
    .toSorted()
    .join()

describe('the words of the screens', () => {
  it('have a Russian text each, and all four plural forms where something is counted', () => {
    const missing = texts.flatMap(({ file, sentence, counted }) => {
      const keys = counted ? forms.map((form) => `${sentence}_${form}`) : [sentence]
      return keys.filter((key) => russian[key] === undefined).map((key) => `${file}: ${key}`)
    })
    expect([...new Set(missing)].toSorted()).toEqual([])
  })

  it('are all in use: no Russian text waits for a sentence that nobody says', () => {
    const said = new Set(texts.flatMap(({ sentence }) => [sentence, ...forms.map((form) => `${sentence}_${form}`)]))
    const unused = Object.keys(russian).filter((key) => !said.has(key) && !isNamed(key) && !key.startsWith('problem.'))
    expect(unused.toSorted()).toEqual([])
  })

  it('say the same wherever two catalogues have the same sentence', () => {
    const keys = [...new Set(catalogues.flatMap(({ entries }) => Object.keys(entries)))]
    const differing = keys.flatMap((key) => {
      const has = catalogues.filter(({ entries }) => entries[key] !== undefined)
      return new Set(has.map(({ entries }) => entries[key])).size > 1
        ? [`${key}: ${has.map(({ file, entries }) => `${entries[key]} (${file})`).join(', ')}`]
        : []
    })
    expect(differing).toEqual([])
  })

  it('name the same facts in both languages', () => {
    const differing = Object.entries(russian).filter(
      ([key, text]) => !key.startsWith('problem.') && facts(key) !== facts(text),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })
})
