// As files of our own bundle: the policy of our pages takes no styles from elsewhere (http/headers.ts).
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import './drawing.css'
