import { type BpmnElement, BpmnModdle } from 'bpmn-moddle';
import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import { type Layout, layOut } from './layout.ts';
import { answerWords, boxWords, type DiagramReader } from './words.ts';

/** The process as BPMN 2.0 XML with its layout, for the tools of those who draw their procedures. */
export async function bpmnOf(graph: Graph, reader: DiagramReader): Promise<string> {
  const moddle = new BpmnModdle();
  const withGateways = split(graph);
  const place = layOut(withGateways, reader);
  const elements = new Map<string, BpmnElement>();
  for (const [index, node] of withGateways.nodes.entries()) {
    const { title, notes } = boxWords(node, reader);
    const documentation = notes.length > 0 ? [moddle.create('bpmn:Documentation', { text: notes.join(', ') })] : [];
    const name = isGateway(node) && node.verb !== 'check' ? undefined : title;
    elements.set(node.id, moddle.create(elementOf(node), { id: `${typeName(node)}_${index}`, name, documentation }));
  }
  const flows = withGateways.edges.map(({ from, to, answers }, index) => {
    const [sourceRef, targetRef] = [elements.get(from)!, elements.get(to)!];
    const flow = moddle.create('bpmn:SequenceFlow', {
      id: `Flow_${index}`,
      name: answerWords(answers, reader) || undefined,
      sourceRef,
      targetRef,
    });
    sourceRef.get('outgoing').push(flow);
    targetRef.get('incoming').push(flow);
    return flow;
  });
  const process = moddle.create('bpmn:Process', {
    id: `Process_${reader.type.id}`,
    name: reader.type.title[reader.lang],
    isExecutable: false,
    flowElements: [...elements.values(), ...flows],
  });
  const definitions = moddle.create('bpmn:Definitions', {
    id: 'Definitions_1',
    targetNamespace: 'urn:guichet:processes',
    rootElements: [process],
    diagrams: [diagram(moddle, process, withGateways, place, elements, flows)],
  });
  return (await moddle.toXML(definitions, { format: true })).xml;
}

function diagram(
  moddle: BpmnModdle,
  process: BpmnElement,
  graph: Graph,
  { boxes, arrows }: Layout,
  elements: Map<string, BpmnElement>,
  flows: BpmnElement[],
): BpmnElement {
  const shapes = graph.nodes.map((node, index) => {
    const { x, y, width, height } = boxes[index]!;
    const bounds = moddle.create('dc:Bounds', { x: x - width / 2, y: y - height / 2, width, height });
    return moddle.create('bpmndi:BPMNShape', { id: `Shape_${index}`, bpmnElement: elements.get(node.id), bounds });
  });
  const lines = arrows.map(({ points }, index) => {
    const waypoint = points.map(({ x, y }) => moddle.create('dc:Point', { x, y }));
    return moddle.create('bpmndi:BPMNEdge', { id: `Edge_${index}`, bpmnElement: flows[index], waypoint });
  });
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: 'Plane_1',
    bpmnElement: process,
    planeElement: [...shapes, ...lines],
  });
  return moddle.create('bpmndi:BPMNDiagram', { id: 'Diagram_1', plane });
}

/** In BPMN a task has one way out: its answers part at a gateway of its own. */
function split({ nodes, edges }: Graph): Graph {
  const parting = nodes.filter(
    (node) =>
      !isGateway(node) && edges.filter(({ from, answers }) => from === node.id && answers.length > 0).length > 1,
  );
  const gateway = (id: string) => `answers: ${id}`;
  const partingIds = new Set(parting.map(({ id }) => id));
  return {
    nodes: [
      ...nodes,
      ...parting.map(({ id, name }) => ({ id: gateway(id), verb: 'check' as const, name, answers: [] })),
    ],
    edges: [
      ...edges.map((edge) => (partingIds.has(edge.from) ? { ...edge, from: gateway(edge.from) } : edge)),
      ...parting.map(({ id }) => ({ from: id, to: gateway(id), answers: [] })),
    ],
  };
}

const gateways = ['check', 'since', 'fork', 'join', 'first'];
const isGateway = ({ verb }: GraphNode) => gateways.includes(verb);

const elementTypes: Record<GraphNode['verb'], string> = {
  start: 'bpmn:StartEvent',
  close: 'bpmn:EndEvent',
  acknowledge: 'bpmn:SendTask',
  email: 'bpmn:SendTask',
  askCitizen: 'bpmn:ReceiveTask',
  askAgent: 'bpmn:UserTask',
  askOpinion: 'bpmn:UserTask',
  intervene: 'bpmn:ManualTask',
  book: 'bpmn:ServiceTask',
  redirect: 'bpmn:BusinessRuleTask',
  wait: 'bpmn:IntermediateCatchEvent',
  check: 'bpmn:ExclusiveGateway',
  since: 'bpmn:ExclusiveGateway',
  fork: 'bpmn:ParallelGateway',
  join: 'bpmn:ParallelGateway',
  first: 'bpmn:EventBasedGateway',
};

const elementOf = ({ verb }: GraphNode) => elementTypes[verb];
const typeName = (node: GraphNode) => elementOf(node).replace('bpmn:', '');
