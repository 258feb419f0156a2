import type { Translate } from '../../ui/language.ts'
import { type Connection, type Drawn, isA, listIn, moddleOf } from './bpmn.ts'

/**
 * Something that can be drawn. The list holds what publishing accepts and nothing else, so that nobody draws for an hour
 * what is refused in the end (engine/README.md, "What runs").
 */
export type Offer = {
  key: string
  /** Class of bpmn-io's icon font. */
  icon: string
  label: string
  target: { type: string; eventDefinitionType?: string; isExpanded?: boolean }
}

const offers = {
  start: { icon: 'start-event-none', target: { type: 'bpmn:StartEvent' } },
  end: { icon: 'end-event-none', target: { type: 'bpmn:EndEvent' } },
  terminate: {
    icon: 'end-event-terminate',
    target: { type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:TerminateEventDefinition' },
  },
  user: { icon: 'user-task', target: { type: 'bpmn:UserTask' } },
  manual: { icon: 'manual-task', target: { type: 'bpmn:ManualTask' } },
  exclusive: { icon: 'gateway-xor', target: { type: 'bpmn:ExclusiveGateway' } },
  parallel: { icon: 'gateway-parallel', target: { type: 'bpmn:ParallelGateway' } },
  inclusive: { icon: 'gateway-or', target: { type: 'bpmn:InclusiveGateway' } },
  subProcess: { icon: 'subprocess-expanded', target: { type: 'bpmn:SubProcess', isExpanded: true } },
  data: { icon: 'data-object', target: { type: 'bpmn:DataObjectReference' } },
  annotation: { icon: 'text-annotation', target: { type: 'bpmn:TextAnnotation' } },
  group: { icon: 'group', target: { type: 'bpmn:Group' } },
} as const

export type OfferKey = keyof typeof offers

const labels = (t: Translate): Record<OfferKey, string> => ({
  start: t('Start event'),
  end: t('End event'),
  terminate: t('Terminate end event'),
  user: t('User task'),
  manual: t('Manual task'),
  exclusive: t('Exclusive gateway'),
  parallel: t('Parallel gateway'),
  inclusive: t('Inclusive gateway'),
  subProcess: t('Sub-process'),
  data: t('Data object'),
  annotation: t('Text annotation'),
  group: t('Group frame'),
})

export const offer = (key: OfferKey, t: Translate): Offer => ({ key, label: labels(t)[key], ...offers[key] })

/** What may follow a step. */
export const followers: readonly OfferKey[] = [
  'user',
  'manual',
  'exclusive',
  'parallel',
  'inclusive',
  'subProcess',
  'end',
  'terminate',
]

const kinds: readonly (readonly OfferKey[])[] = [
  ['user', 'manual', 'subProcess'],
  ['exclusive', 'parallel', 'inclusive'],
  ['end', 'terminate'],
]

const isOf = (drawn: Drawn, { target }: (typeof offers)[OfferKey]): boolean => {
  if (moddleOf(drawn).$type !== target.type) return false
  if (target.type !== 'bpmn:EndEvent') return true
  const [trigger] = listIn(moddleOf(drawn), 'eventDefinitions')
  return trigger?.$type === ('eventDefinitionType' in target ? target.eventDefinitionType : undefined)
}

/** The kind of a drawn element among the offers; undefined for lanes, pools, and what came from elsewhere. */
export const offerOf = (drawn: Drawn): OfferKey | undefined =>
  (Object.keys(offers) as OfferKey[]).find((key) => isOf(drawn, offers[key]))

/** What a drawn element can be changed into. What we do not run, from an imported file, can become what comes nearest. */
export function replacements(drawn: Drawn): readonly OfferKey[] {
  const now = offerOf(drawn)
  const mine = now && kinds.find((kind) => kind.includes(now))
  if (mine) return mine.filter((key) => key !== now)
  if (isA(drawn, 'bpmn:SubProcess', 'bpmn:CallActivity')) return ['user', 'manual', 'subProcess']
  if (isA(drawn, 'bpmn:Activity')) return ['user', 'manual']
  if (isA(drawn, 'bpmn:Gateway')) return ['exclusive', 'parallel', 'inclusive']
  if (isA(drawn, 'bpmn:StartEvent') && !now) return ['start']
  if (isA(drawn, 'bpmn:EndEvent') && !now) return ['end', 'terminate']
  return []
}

/** What a thing is called when it has no name: in lists, in the head of the panel. */
export function kindName(drawn: Drawn, t: Translate): string {
  const key = offerOf(drawn)
  if (key) return labels(t)[key]
  if (isA(drawn, 'bpmn:Participant')) return t('Pool')
  if (isA(drawn, 'bpmn:Lane')) return t('Lane')
  if (isA(drawn, 'bpmn:SequenceFlow')) return t('Sequence flow')
  if (isA(drawn, 'bpmn:Process', 'bpmn:Collaboration')) return t('Process')
  return moddleOf(drawn)
    .$type.replace(/^bpmn:/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
}

export const nameOrKind = (drawn: Drawn, t: Translate): string => moddleOf(drawn).name || kindName(drawn, t)

/** By what a person finds it: its name, and for a flow from where to where it leads. */
export function readableName(drawn: Drawn, t: Translate): string {
  if (!isA(drawn, 'bpmn:SequenceFlow')) return nameOrKind(drawn, t)
  const { source, target } = drawn as Connection
  const ends = [source, target].map((end) => (end ? nameOrKind(end as Drawn, t) : '…')).join(' › ')
  const { name } = moddleOf(drawn)
  return name ? `${name}: ${ends}` : ends
}
