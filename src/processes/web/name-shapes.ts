import type BaseViewer from 'bpmn-js/lib/BaseViewer'
import type { Translate } from '../../ui/language.ts'
import type { Drawn } from './bpmn.ts'
import { kindName, readableName } from './offers.ts'

type Shown = { element: Drawn; gfx: SVGElement }

/** Says to screen readers what each shape is; bpmn-js draws them without a word about it. */
export function nameShapes(viewer: BaseViewer, t: Translate): void {
  const name = ({ element, gfx }: Shown): void => {
    if (!element.businessObject || element.type === 'label' || !element.parent) return
    gfx.setAttribute('role', 'img')
    gfx.setAttribute('aria-label', named(element, t))
  }
  viewer.on(['shape.added', 'connection.added', 'shape.changed', 'connection.changed'], 500, name)
}

const named = (element: Drawn, t: Translate): string => {
  const name = readableName(element, t)
  const kind = kindName(element, t)
  return name === kind ? kind : `${kind}: ${name}`
}
