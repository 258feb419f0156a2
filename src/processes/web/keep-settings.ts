import type EventBus from 'diagram-js/lib/core/EventBus'
import portico from '../../engine/portico-moddle.json' with { type: 'json' }
import type { Moddle } from './bpmn.ts'

const places = new Map<string, readonly string[]>(
  portico.types.flatMap((type) =>
    'meta' in type && type.meta ? [[`${portico.prefix}:${type.name}`, type.meta.allowedIn]] : [],
  ),
)

type Copying = { parent?: Moddle; property?: unknown }

/**
 * When an element is changed into another or copied, only those settings go along that mean something there: a form on
 * a manual task would be refused at publishing, and nobody could see it.
 */
export class KeepSettings {
  static $inject = ['eventBus']

  constructor(events: EventBus) {
    events.on('moddleCopy.canCopyProperty', ({ parent, property }: Copying) => {
      const type = (property as Moddle | undefined)?.$type
      const allowed = type === undefined ? undefined : places.get(type)
      const holder = parent?.$parent
      if (!allowed || !holder) return
      return allowed.some((place) => holder.$instanceOf(place)) ? undefined : false
    })
  }
}
