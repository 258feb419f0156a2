/** bpmn-moddle names no types at its entry; this is the part of it that the parser uses. */
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    readonly $type: string
    readonly $attrs: Record<string, string>
    readonly $parent?: ModdleElement
    readonly $instanceOf?: (type: string) => boolean
    readonly id?: string
    readonly name?: string
    readonly [property: string]: unknown
  }

  export type ModdleWarning = { message: string; element?: ModdleElement; property?: string; value?: string }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>
  }
}
