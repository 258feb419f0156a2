import { codeFrom, freeCode } from '../../base/text.ts'
import { type Connection, type Drawn, isA, type Moddle, moddleIn, moddleOf, textIn } from './bpmn.ts'
import type { Drawing, Pen } from './drawing.ts'
import { settingOf, writeSetting } from './settings.ts'

export type ButtonSetting = { key: string; label: string; color: string; confirm: string; check: boolean }

/** The button on a flow, if it is one. */
export function buttonOf(flow: Drawn): ButtonSetting | null {
  const setting = settingOf(moddleOf(flow), 'Button')
  if (!setting) return null
  return {
    key: textIn(setting, 'key'),
    label: textIn(setting, 'label') || (moddleOf(flow).name ?? ''),
    color: textIn(setting, 'color'),
    confirm: textIn(setting, 'confirm'),
    check: setting.get('check') !== false,
  }
}

export const conditionOf = (flow: Drawn): string => textIn(moddleIn(moddleOf(flow), 'conditionExpression'), 'body')

export function writeCondition(pen: Pen, flow: Drawn, body: string): void {
  const element = moddleOf(flow)
  const present = moddleIn(element, 'conditionExpression')
  if (body.trim() === '') return pen.set(flow, element, { conditionExpression: undefined })
  if (present) return pen.set(flow, present, { body })
  const made = pen.create('bpmn:FormalExpression', { body })
  made.$parent = element
  pen.set(flow, element, { conditionExpression: made })
}

/** Flows out of an element, in the order its file lists them. */
export const flowsFrom = (drawn: Drawn): Connection[] =>
  ((drawn as unknown as { outgoing?: Connection[] }).outgoing ?? []).filter((flow) => isA(flow, 'bpmn:SequenceFlow'))

export const isFromUserTask = (flow: Drawn): boolean => {
  const source = (flow as Connection).source as Drawn | undefined
  return !!source && isA(source, 'bpmn:UserTask')
}

/** A key of its own among the buttons beside it. */
export function freeKey(label: string, flow: Drawn): string {
  const source = (flow as Connection).source as Drawn | undefined
  const taken = (source ? flowsFrom(source) : []).flatMap((other) =>
    other === flow ? [] : (buttonOf(other)?.key ?? []),
  )
  return freeCode(codeFrom(label), taken)
}

/**
 * A button is a conditional flow, so that the file means the same in every other tool: the setting, the condition and the
 * name are written as one step.
 */
export function writeButton(drawing: Drawing, flow: Drawn, button: ButtonSetting): void {
  drawing.together(() => {
    const { key, label, color, confirm, check } = button
    const wasNamedSo = buttonOf(flow)?.label === (moddleOf(flow).name ?? '') || !moddleOf(flow).name
    writeSetting(drawing, flow, moddleOf(flow), 'Button', { key, label, color, confirm, check })
    writeCondition(drawing, flow, `= outcome = "${key}"`)
    if (wasNamedSo && moddleOf(flow).name !== label) drawing.rename(flow, label)
    unsetDefault(drawing, flow)
  })
}

export function removeButton(drawing: Drawing, flow: Drawn): void {
  drawing.together(() => {
    writeSetting(drawing, flow, moddleOf(flow), 'Button', null)
    writeCondition(drawing, flow, '')
  })
}

const sourceOf = (flow: Drawn): Moddle | undefined => moddleIn(moddleOf(flow), 'sourceRef')

export const isDefault = (flow: Drawn): boolean => moddleIn(sourceOf(flow), 'default') === moddleOf(flow)

/** A default flow is the one without a condition. */
export function setDefault(drawing: Drawing, flow: Drawn, wanted: boolean): void {
  const source = (flow as Connection).source as Drawn
  drawing.together(() => {
    if (wanted) {
      writeSetting(drawing, flow, moddleOf(flow), 'Button', null)
      writeCondition(drawing, flow, '')
    }
    drawing.modeling.updateProperties(source, { default: wanted ? moddleOf(flow) : undefined })
  })
}

function unsetDefault(drawing: Drawing, flow: Drawn): void {
  if (isDefault(flow)) drawing.modeling.updateProperties((flow as Connection).source as Drawn, { default: undefined })
}
