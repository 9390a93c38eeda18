import peggy from 'peggy';

/**
 * DynamoDB's expressions as its guide gives them. By peggy: dynalite's parsers put names and values in while they
 * parse, so that nothing could be kept of a text that comes again, and come with a database of their own.
 */
const grammar = String.raw`
Condition = _ @Or _
Or = head:And tail:(_ "OR"i Edge _ @And)* { return tail.length ? { is: 'or', of: [head, ...tail] } : head }
And = head:Not tail:(_ "AND"i Edge _ @Not)* { return tail.length ? { is: 'and', of: [head, ...tail] } : head }
Not = "NOT"i Edge _ of:Not { return { is: 'not', of } } / Primary
Primary
  = left:Operand _ by:Comparator _ right:Operand { return { is: 'compare', by, left, right } }
  / of:Operand _ "BETWEEN"i Edge _ low:Operand _ "AND"i Edge _ high:Operand { return { is: 'between', of, low, high } }
  / of:Operand _ "IN"i _ "(" _ head:Operand tail:(_ "," _ @Operand)* _ ")" { return { is: 'in', of, among: [head, ...tail] } }
  / Call
  / "(" _ of:Or _ ")" { return { is: 'group', of } }
Comparator = "<>" / "<=" / "<" / ">=" / ">" / "="
Operand = Size / Path / Value / "(" _ @Operand _ ")"
Size = "size" _ "(" _ of:(Path / Value) _ ")" { return { is: 'size', of } }
Call = name:Word _ "(" _ args:Operands _ ")" { return { is: 'call', name, args } }
Operands = head:Operand tail:(_ "," _ @Operand)* { return [head, ...tail] }

Update = _ head:Section tail:(_ @Section)* _ { return [head, ...tail] }
Section
  = "SET"i Edge _ of:SetActions { return { is: 'SET', of } }
  / "REMOVE"i Edge _ of:Paths { return { is: 'REMOVE', of } }
  / "ADD"i Edge _ of:ValueActions { return { is: 'ADD', of } }
  / "DELETE"i Edge _ of:ValueActions { return { is: 'DELETE', of } }
SetActions = head:SetAction tail:(_ "," _ @SetAction)* { return [head, ...tail] }
SetAction = path:Path _ "=" _ to:Sum { return { path, to } }
Sum = left:Term _ by:("+" / "-") _ right:Term { return { is: 'sum', by, left, right } } / Term
Term
  = "if_not_exists" _ "(" _ path:Path _ "," _ to:Term _ ")" { return { is: 'if_not_exists', path, to } }
  / "list_append" _ "(" _ first:Term _ "," _ second:Term _ ")" { return { is: 'list_append', first, second } }
  / Value / Path
  / "(" _ @Sum _ ")"
ValueActions = head:ValueAction tail:(_ "," _ @ValueAction)* { return [head, ...tail] }
ValueAction = path:Path __ value:Value { return { path, value } }

Projection = _ @Paths _
Paths = head:Path tail:(_ "," _ @Path)* { return [head, ...tail] }
Path = !(Word _ "(") head:Name tail:("." @Name / Index)* { return { is: 'path', steps: [head, ...tail] } }
Index = "[" at:$[0-9]+ "]" { return { at: Number(at) } }
Name = alias:$("#" IdChar+) { return { alias } } / name:Word { return { name } }
Value = ref:$(":" IdChar+) { return { is: 'value', ref } }
Word = $([A-Za-z] IdChar*)
IdChar = [A-Za-z0-9_]
Edge = !IdChar
_ = [ \t\r\n]*
__ = [ \t\r\n]+
`;

export type Step = { alias: string } | { name: string } | { at: number };
export type PathNode = { is: 'path'; steps: Step[] };
type ValueNode = { is: 'value'; ref: string };
export type OperandNode = PathNode | ValueNode | { is: 'size'; of: PathNode | ValueNode };
export type ConditionNode =
  | { is: 'or' | 'and'; of: ConditionNode[] }
  | { is: 'not' | 'group'; of: ConditionNode }
  | { is: 'compare'; by: '<>' | '<=' | '<' | '>=' | '>' | '='; left: OperandNode; right: OperandNode }
  | { is: 'between'; of: OperandNode; low: OperandNode; high: OperandNode }
  | { is: 'in'; of: OperandNode; among: OperandNode[] }
  | { is: 'call'; name: string; args: OperandNode[] };
export type TermNode =
  | PathNode
  | ValueNode
  | { is: 'sum'; by: '+' | '-'; left: TermNode; right: TermNode }
  | { is: 'if_not_exists'; path: PathNode; to: TermNode }
  | { is: 'list_append'; first: TermNode; second: TermNode };
export type SectionNode =
  | { is: 'SET'; of: { path: PathNode; to: TermNode }[] }
  | { is: 'REMOVE'; of: PathNode[] }
  | { is: 'ADD' | 'DELETE'; of: { path: PathNode; value: ValueNode }[] };

type Parsed = { Condition: ConditionNode; Update: SectionNode[]; Projection: PathNode[] };

const parser = peggy.generate(grammar, { allowedStartRules: ['Condition', 'Update', 'Projection'] });

/** @throws the parser's SyntaxError */
export const parse = <Rule extends keyof Parsed>(text: string, startRule: Rule): Parsed[Rule] =>
  parser.parse(text, { startRule });
