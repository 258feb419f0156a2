import { type Drawn, listIn, type Moddle, textIn } from './bpmn.ts'
import type { Pen } from './drawing.ts'

export const documentationOf = (element: Moddle): string => textIn(listIn(element, 'documentation')[0], 'text')

/** Other notes beside the first one (in other formats, of other tools) stay. */
export function writeDocumentation(pen: Pen, drawn: Drawn, element: Moddle, text: string): void {
  const [first, ...others] = listIn(element, 'documentation')
  if (text === '') return pen.set(drawn, element, { documentation: others })
  if (first) return pen.set(drawn, first, { text })
  const made = pen.create('bpmn:Documentation', { text })
  made.$parent = element
  pen.set(drawn, element, { documentation: [made] })
}
