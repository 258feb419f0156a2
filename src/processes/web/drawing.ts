import Modeler from 'bpmn-js/lib/Modeler'
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory'
import type ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory'
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling'
import type CommandStack from 'diagram-js/lib/command/CommandStack'
import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type AutoPlace from 'diagram-js/lib/features/auto-place/AutoPlace'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import type Selection from 'diagram-js/lib/features/selection/Selection'
import type ZoomScroll from 'diagram-js/lib/navigation/zoomscroll/ZoomScroll'
import portico from '../../engine/portico-moddle.json' with { type: 'json' }
import type { Translate } from '../../ui/language.ts'
import type { Drawn, Moddle } from './bpmn.ts'
import { colors, printable } from './colors.ts'
import { OurContextPad } from './context-pad.ts'
import { fit } from './fit.ts'
import { nameShapes } from './name-shapes.ts'
import { KeepSettings } from './keep-settings.ts'
import { OurPalette } from './palette.ts'
import { OurReplaceMenu } from './replace-menu.ts'
import { TogetherCommands } from './together.ts'
import type { Words } from './words.ts'

/** How settings are written: every write is a step that undo knows. */
export type Pen = {
  set: (drawn: Drawn, element: Moddle, properties: Record<string, unknown>) => void
  create: (type: string, attributes: Record<string, unknown>) => Moddle
}

/** Pixels of the palette in two columns. */
const paletteWidth = 120

/** An open diagram that can be drawn on: bpmn-js with our palette, and what our panel needs of it. */
export class Drawing implements Pen {
  readonly modeling: Modeling
  readonly factory: ElementFactory
  readonly autoPlace: AutoPlace
  readonly overlays: Overlays
  readonly canvas: Canvas
  private readonly modeler: Modeler
  private readonly registry: ElementRegistry
  private readonly selection: Selection
  private readonly stack: CommandStack
  private readonly listeners = new Set<() => void>()
  /** Grows with whatever a panel shows: what is drawn, and what is chosen. */
  private shown = 0
  /** Grows with what is drawn only. */
  private drawn = 0

  constructor(container: HTMLElement, t: Translate) {
    const words: Words = { t }
    this.modeler = new Modeler({
      container,
      moddleExtensions: { portico },
      bpmnRenderer: colors,
      additionalModules: [
        {
          __init__: ['keepSettings', 'together'],
          words: ['value', words],
          paletteProvider: ['type', OurPalette],
          contextPadProvider: ['type', OurContextPad],
          replaceMenuProvider: ['type', OurReplaceMenu],
          keepSettings: ['type', KeepSettings],
          together: ['type', TogetherCommands],
        },
      ],
    })
    this.modeling = this.modeler.get<Modeling>('modeling')
    this.factory = this.modeler.get<ElementFactory>('elementFactory')
    this.autoPlace = this.modeler.get<AutoPlace>('autoPlace')
    this.overlays = this.modeler.get<Overlays>('overlays')
    this.canvas = this.modeler.get<Canvas>('canvas')
    this.registry = this.modeler.get<ElementRegistry>('elementRegistry')
    this.selection = this.modeler.get<Selection>('selection')
    this.stack = this.modeler.get<CommandStack>('commandStack')
    nameShapes(this.modeler, t)
    this.modeler.on('commandStack.changed', () => this.tell(true))
    this.modeler.on(['selection.changed', 'import.done', 'root.set'], () => this.tell(false))
  }

  /** Throws what bpmn-js says when the file cannot be read; gives what it did not understand but kept. */
  async open(xml: string): Promise<string[]> {
    const { warnings } = await this.modeler.importXML(xml)
    this.fit()
    return warnings as string[]
  }

  async xml(): Promise<string> {
    const { xml } = await this.modeler.saveXML({ format: true })
    return xml ?? ''
  }

  async svg(): Promise<string> {
    const { svg } = await this.modeler.saveSVG()
    return printable(svg)
  }

  /** Takes another file in place of this one, as a new beginning: undo does not go back behind it. */
  async replaceWith(xml: string): Promise<void> {
    await this.open(xml)
    this.tell(true)
  }

  destroy(): void {
    this.listeners.clear()
    this.modeler.destroy()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  readonly shownRevision = (): number => this.shown
  readonly drawnRevision = (): number => this.drawn

  /** The one chosen element; the process when none is, nothing when several are. */
  chosen(): Drawn | undefined {
    const [first, second] = this.selection.get() as Drawn[]
    if (second) return undefined
    if (!first) return this.root()
    return ('labelTarget' in first && (first.labelTarget as Drawn)) || first
  }

  root(): Drawn {
    return this.canvas.getRootElement() as Drawn
  }

  all(): Drawn[] {
    return (this.registry.getAll() as Drawn[]).filter((element) => element.type !== 'label' && !!element.businessObject)
  }

  find(id: string): Drawn | undefined {
    return this.registry.get(id) as Drawn | undefined
  }

  /** Chooses an element and brings it into sight. */
  show(id: string): void {
    const element = this.find(id)
    if (!element) return
    if (element === this.root()) return this.selection.select([])
    this.selection.select(element)
    this.canvas.scrollToElement(element as never, { top: 20, right: 20, bottom: 20, left: paletteWidth })
  }

  set(drawn: Drawn, element: Moddle, properties: Record<string, unknown>): void {
    this.modeling.updateModdleProperties(drawn, element, properties)
  }

  create(type: string, attributes: Record<string, unknown>): Moddle {
    return this.modeler.get<BpmnFactory>('bpmnFactory').create(type, attributes) as Moddle
  }

  /** Several changes as one step of undo. */
  together<Result>(act: () => Result): Result {
    return this.modeler.get<TogetherCommands>('together').run(act)
  }

  rename(drawn: Drawn, name: string): void {
    this.modeling.updateProperties(drawn, { name: name === '' ? undefined : name })
  }

  get canUndo(): boolean {
    return this.stack.canUndo()
  }
  get canRedo(): boolean {
    return this.stack.canRedo()
  }
  undo(): void {
    this.stack.undo()
  }
  redo(): void {
    this.stack.redo()
  }

  zoom(by: 1 | -1): void {
    this.modeler.get<ZoomScroll>('zoomScroll').stepZoom(by)
  }
  fit(): void {
    fit(this.canvas, paletteWidth)
  }

  /** After the room around the canvas has changed. */
  resized(): void {
    this.canvas.resized()
  }

  private tell(changed: boolean): void {
    this.shown += 1
    if (changed) this.drawn += 1
    for (const listener of this.listeners) listener()
  }
}
