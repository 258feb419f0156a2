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

/** `t('…')` on screens; `link(path, '…')` in the lists of addresses; `text('…')` wherever words wait to be shown. */
const speaking: Record<string, number> = { t: 0, translate: 0, text: 0, link: 1 }

/** The literals an argument can be: `'a'`, `` `a` ``, `x ? 'a' : 'b'`, `x ?? 'a'`. */
function literals(node: Node | undefined): string[] {
  if (!node) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'ConditionalExpression')
    return [...literals(node.consequent as Node), ...literals(node.alternate as Node)]
  if (node.type === 'LogicalExpression') return literals(node.right as Node)
  if (node.type === 'ParenthesizedExpression') return literals(node.expression as Node)
  if (node.type !== 'TemplateLiteral') return []
  const [only, ...rest] = node.quasis as { value: { cooked: string } }[]
  return only && rest.length === 0 ? [only.value.cooked] : []
}

const isCounted = (facts: Node | undefined): boolean =>
  facts?.type === 'ObjectExpression' &&
  (facts.properties as Node[]).some((property) => (property.key as Node | undefined)?.name === 'count')

function textsIn(file: string): Text[] {
  const found: Text[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, callee, arguments: given } = node as Node
    const name = type === 'CallExpression' ? ((callee as Node).name as string | undefined) : undefined
    const place = name === undefined ? undefined : speaking[name]
    if (place !== undefined) {
      const facts = (given as Node[])[place + 1]
      for (const sentence of literals((given as Node[])[place]))
        found.push({ file, sentence, counted: isCounted(facts) })
    }
    Object.values(node).forEach(visit)
  }
  visit(parseSync(file, read(file)).program)
  return found
}

const sources = find('src/**/*.{ts,tsx}').filter(
  (file) => /^src\/(ui|[a-z]+\/(web|portal))\/|^src\/base\/[a-z]+-links\.ts$/.test(file) && !/\.test\.tsx?$/.test(file),
)
const texts = sources.flatMap(textsIn)
const catalogues = find('src/*/texts.ru.json').map((file) => ({ file, entries: JSON.parse(read(file)) as Catalogue }))
const russian: Catalogue = Object.assign({}, ...catalogues.map(({ entries }) => entries))
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
    const unused = Object.keys(russian).filter((key) => !said.has(key) && !key.startsWith('problem.'))
    expect(unused.toSorted()).toEqual([])
  })

  it('say the same wherever two catalogues have the same sentence', () => {
    const differing = catalogues.flatMap(({ file, entries }) =>
      Object.entries(entries)
        .filter(([key, text]) => russian[key] !== text)
        .map(([key]) => `${file}: ${key}`),
    )
    expect(differing).toEqual([])
  })

  it('name the same facts in both languages', () => {
    const differing = Object.entries(russian).filter(
      ([key, text]) => !key.startsWith('problem.') && facts(key) !== facts(text),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })
})
