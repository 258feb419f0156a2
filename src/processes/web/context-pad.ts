import type AutoPlace from 'diagram-js/lib/features/auto-place/AutoPlace'
import type Connect from 'diagram-js/lib/features/connect/Connect'
import type ContextPad from 'diagram-js/lib/features/context-pad/ContextPad'
import type { ContextPadEntries, ContextPadEntry } from 'diagram-js/lib/features/context-pad/ContextPadProvider'
import type Create from 'diagram-js/lib/features/create/Create'
import type PopupMenu from 'diagram-js/lib/features/popup-menu/PopupMenu'
import type ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory'
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling'
import type { Translate } from '../../ui/language.ts'
import { type Drawn, isA, type Shape } from './bpmn.ts'
import { offer, type OfferKey, replacements } from './offers.ts'
import type { Words } from './words.ts'

const appended: readonly OfferKey[] = ['user', 'exclusive', 'end']

/** What stands beside a chosen element: what may follow it, connect, change, delete; lanes for pools. */
export class OurContextPad {
  static $inject = ['contextPad', 'modeling', 'elementFactory', 'connect', 'create', 'autoPlace', 'popupMenu', 'words']
  private readonly modeling: Modeling
  private readonly factory: ElementFactory
  private readonly connect: Connect
  private readonly create: Create
  private readonly autoPlace: AutoPlace
  private readonly popups: PopupMenu
  private readonly t: Translate

  constructor(
    pad: ContextPad,
    modeling: Modeling,
    factory: ElementFactory,
    connect: Connect,
    create: Create,
    autoPlace: AutoPlace,
    popups: PopupMenu,
    words: Words,
  ) {
    this.modeling = modeling
    this.factory = factory
    this.connect = connect
    this.create = create
    this.autoPlace = autoPlace
    this.popups = popups
    this.t = words.t
    // The pad's types know shapes of diagram-js; those of a BPMN diagram have a business object as well.
    pad.registerProvider(this as never)
  }

  getContextPadEntries(element: Drawn): ContextPadEntries {
    if (element.type === 'label') return {}
    const isStep = isA(element, 'bpmn:FlowNode')
    const isPool = isA(element, 'bpmn:Participant', 'bpmn:Lane')
    return {
      ...(isStep && !isA(element, 'bpmn:EndEvent') ? this.following() : {}),
      ...(isPool ? this.lanes() : {}),
      ...(isStep || isA(element, 'bpmn:SequenceFlow', 'bpmn:DataObjectReference') ? this.remarks() : {}),
      ...(isStep || isA(element, 'bpmn:TextAnnotation', 'bpmn:DataObjectReference') ? this.connecting() : {}),
      ...(replacements(element).length > 0 ? this.changing() : {}),
      remove: this.removing((elements) => this.modeling.removeElements(elements)),
    }
  }

  getMultiElementContextPadEntries(): ContextPadEntries {
    return { remove: this.removing((elements) => this.modeling.removeElements(elements)) }
  }

  private append(key: OfferKey, title: string): ContextPadEntry {
    const { icon, target } = offer(key, this.t)
    const shape = () => this.factory.createShape(target)
    return {
      group: 'model',
      className: `bpmn-icon-${icon}`,
      title,
      action: {
        click: (_: Event, element) => this.autoPlace.append(element as Shape, shape()),
        dragstart: (event: Event, element) => this.create.start(event, shape(), { source: element }),
      },
    }
  }

  private following(): ContextPadEntries {
    return Object.fromEntries(
      appended.map((key) => [
        `append.${key}`,
        this.append(key, this.t('Append: {{what}}', { what: offer(key, this.t).label })),
      ]),
    )
  }

  private remarks(): ContextPadEntries {
    return { 'append.annotation': this.append('annotation', this.t('Add a text annotation')) }
  }

  private connecting(): ContextPadEntries {
    const start = (event: Event, element: unknown): void => this.connect.start(event as MouseEvent, element as Shape)
    return {
      connect: {
        group: 'connect',
        className: 'bpmn-icon-connection-multi',
        title: this.t('Connect to another element'),
        action: { click: start, dragstart: start },
      },
    }
  }

  private lanes(): ContextPadEntries {
    const lane = (icon: string, title: string, place: 'top' | 'bottom'): ContextPadEntry => ({
      group: `lane-${place}`,
      className: `bpmn-icon-lane-insert-${icon}`,
      title,
      action: { click: (_: Event, element) => this.modeling.addLane(element as Shape, place) },
    })
    return {
      'lane.above': lane('above', this.t('Add a lane above'), 'top'),
      'lane.below': lane('below', this.t('Add a lane below'), 'bottom'),
    }
  }

  private changing(): ContextPadEntries {
    const open = (event: Event, element: unknown): void => {
      const pad = (event.target as Element).closest('.djs-context-pad') ?? (event.target as Element)
      const { left, bottom } = pad.getBoundingClientRect()
      const { clientX: x, clientY: y } = event as MouseEvent
      this.popups.open(element as Shape, 'bpmn-replace', { x: left, y: bottom + 5, cursor: { x, y } } as never, {
        title: this.t('Change into'),
        width: 260,
      })
    }
    return {
      replace: {
        group: 'edit',
        className: 'bpmn-icon-screw-wrench',
        title: this.t('Change the element'),
        action: { click: open },
      },
    }
  }

  private removing(remove: (elements: Drawn[]) => void): ContextPadEntry {
    return {
      group: 'edit',
      className: 'bpmn-icon-trash',
      title: this.t('Delete'),
      action: {
        click: (_: Event, target) => remove((Array.isArray(target) ? target.slice() : [target]) as Drawn[]),
      },
    }
  }
}
