import type PopupMenu from 'diagram-js/lib/features/popup-menu/PopupMenu'
import type { PopupMenuEntries } from 'diagram-js/lib/features/popup-menu/PopupMenuProvider'
import type BpmnReplace from 'bpmn-js/lib/features/replace/BpmnReplace'
import type { TargetElement } from 'bpmn-js/lib/features/replace/BpmnReplace'
import type { Translate } from '../../ui/language.ts'
import type { Drawn } from './bpmn.ts'
import { offer, replacements } from './offers.ts'
import type { Words } from './words.ts'

/** What an element can be changed into. */
export class OurReplaceMenu {
  static $inject = ['popupMenu', 'bpmnReplace', 'words']
  private readonly replace: BpmnReplace
  private readonly t: Translate

  constructor(popups: PopupMenu, replace: BpmnReplace, words: Words) {
    this.replace = replace
    this.t = words.t
    popups.registerProvider('bpmn-replace', this as never)
  }

  getPopupMenuEntries(target: Drawn): PopupMenuEntries {
    return Object.fromEntries(
      replacements(target).map((key) => {
        const { icon, label, target: into } = offer(key, this.t)
        return [
          key,
          {
            label,
            className: `bpmn-icon-${icon}`,
            action: () => this.replace.replaceElement(target, into as TargetElement),
          },
        ]
      }),
    )
  }
}
