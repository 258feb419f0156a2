import { useEffect } from 'react'
import { styleNonce } from '../../ui/style-nonce.ts'

/**
 * Puck's drag and drop writes `<style>` elements while one drags and has no way to be told the page's nonce, so our
 * Content-Security-Policy refuses them. While the page builder is open, every style element made here carries it.
 */
export function useStyleNonce(): void {
  useEffect(() => {
    const make = document.createElement.bind(document)
    document.createElement = (name: string, options?: ElementCreationOptions) => {
      const element = make(name, options)
      if (element instanceof HTMLStyleElement) element.nonce = styleNonce()
      return element
    }
    return () => {
      // Takes away what lies above the prototype's own.
      Reflect.deleteProperty(document, 'createElement')
    }
  }, [])
}
