import type Create from 'diagram-js/lib/features/create/Create'
import type GlobalConnect from 'diagram-js/lib/features/global-connect/GlobalConnect'
import type HandTool from 'diagram-js/lib/features/hand-tool/HandTool'
import type LassoTool from 'diagram-js/lib/features/lasso-tool/LassoTool'
import type Palette from 'diagram-js/lib/features/palette/Palette'
import type { PaletteEntries, PaletteEntry } from 'diagram-js/lib/features/palette/PaletteProvider'
import type SpaceTool from 'diagram-js/lib/features/space-tool/SpaceTool'
import type ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory'
import type { Translate } from '../../ui/language.ts'
import { offer, type OfferKey } from './offers.ts'
import type { Words } from './words.ts'

const groups: readonly (readonly [string, readonly OfferKey[]])[] = [
  ['event', ['start', 'end', 'terminate']],
  ['activity', ['user', 'manual', 'subProcess']],
  ['gateway', ['exclusive', 'parallel', 'inclusive']],
  ['artifact', ['data', 'annotation', 'group']],
]

/** What stands at the left of the canvas: tools, and what can be drawn. */
export class OurPalette {
  static $inject = [
    'palette',
    'create',
    'elementFactory',
    'handTool',
    'lassoTool',
    'spaceTool',
    'globalConnect',
    'words',
  ]
  private readonly create: Create
  private readonly factory: ElementFactory
  private readonly hand: HandTool
  private readonly lasso: LassoTool
  private readonly space: SpaceTool
  private readonly connect: GlobalConnect
  private readonly t: Translate

  constructor(
    palette: Palette,
    create: Create,
    factory: ElementFactory,
    hand: HandTool,
    lasso: LassoTool,
    space: SpaceTool,
    connect: GlobalConnect,
    words: Words,
  ) {
    this.create = create
    this.factory = factory
    this.hand = hand
    this.lasso = lasso
    this.space = space
    this.connect = connect
    this.t = words.t
    palette.registerProvider(this)
  }

  getPaletteEntries(): PaletteEntries {
    const drawn = groups.flatMap(([group, keys]) =>
      keys.map((key) => [`create.${key}`, this.entry(group, key)] as const),
    )
    return { ...this.tools(), ...Object.fromEntries(drawn), 'create.pool': this.pool() }
  }

  private tools(): PaletteEntries {
    const tool = (icon: string, title: string, click: (event: Event) => void): PaletteEntry => ({
      group: 'tools',
      className: `bpmn-icon-${icon}`,
      title,
      action: { click },
    })
    return {
      hand: tool('hand-tool', this.t('Move the canvas'), (event) => this.hand.activateHand(event as MouseEvent)),
      lasso: tool('lasso-tool', this.t('Select several'), (event) =>
        this.lasso.activateSelection(event as MouseEvent, false),
      ),
      space: tool('space-tool', this.t('Make or remove space'), (event) =>
        this.space.activateSelection(event as MouseEvent, false, false),
      ),
      connect: tool('connection-multi', this.t('Connect elements'), (event) => this.connect.start(event, false)),
      line: { group: 'tools', separator: true, action: {} },
    }
  }

  private entry(group: string, key: OfferKey): PaletteEntry {
    const { icon, label, target } = offer(key, this.t)
    const start = (event: Event): void => {
      const shape = this.factory.createShape(target)
      if (key !== 'subProcess') return this.create.start(event, shape)
      // A sub-process without a beginning is refused, so it comes with one.
      const inside = this.factory.createShape({ type: 'bpmn:StartEvent', x: 40, y: 82, parent: shape })
      this.create.start(event, [shape, inside], { hints: { autoSelect: [shape] } })
    }
    return { group, className: `bpmn-icon-${icon}`, title: label, action: { dragstart: start, click: start } }
  }

  private pool(): PaletteEntry {
    const start = (event: Event): void => this.create.start(event, this.factory.createParticipantShape())
    return {
      group: 'pool',
      className: 'bpmn-icon-participant',
      title: this.t('Pool'),
      action: { dragstart: start, click: start },
    }
  }
}
