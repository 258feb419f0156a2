import { expect, test } from 'vitest'
import { faultOfTemplate, fillTemplate } from './mail-template.ts'

test('a template is filled with subject and body, and what they say is never a place of its own', () => {
  const body = '<p>{{subject}} {{body}}</p>'
  const subject = '{{body}} for {{subject}}'
  expect(fillTemplate('<h1>{{subject}}</h1>{{body}}<i>{{subject}}</i>', { subject, body })).toBe(
    `<h1>${subject}</h1>${body}<i>${subject}</i>`,
  )
  expect(fillTemplate('{{body}}', { subject: '', body: '$& $1' })).toBe('$& $1')
})

test.each([
  ['no place for the text', '<p>Hello</p>', '{{body}}'],
  ['two of them', '{{body}}{{body}}', '{{body}}'],
  ['none in the plain text', '{{body}}', 'Hello'],
  ['a script', '<script src=x></script>{{body}}', '{{body}}'],
  ['a handler', '<img src=x onerror=alert(1)>{{body}}', '{{body}}'],
  ['a script as an address', '<a href="javascript:x">x</a>{{body}}', '{{body}}'],
  ['a frame', '< iframe>{{body}}', '{{body}}'],
])('a template with %s is refused (AT-158)', (_, html, text) => {
  expect(faultOfTemplate({ html, text })).toMatch(/^Expected/)
})

test('a template with a logo, a table and a style sheet is fine', () => {
  const html = '<style>p{color:red}</style><table><tr><td><img src="https://x.example/l.png">{{body}}</td></tr></table>'
  expect(faultOfTemplate({ html, text: 'Larkfield\n\n{{body}}\n--' })).toBeUndefined()
})
