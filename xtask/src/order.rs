//! The order of the WASM's functions and of their locals, which mean the same in any order.
//!
//! Locals stand by how often they are used, so that all functions use the same few numbers most. Each
//! function stands after those it is most like: what browsers can inflate finds again only what stood
//! within the last 32 kilobytes. This is worth nine kilobytes of the page, and one more that the hints of how
//! memory is aligned are always the same.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, VecDeque},
    convert::Infallible,
    iter::repeat_n,
};

use anyhow::{Context, Result};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, Instruction, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, Payload, TypeRef};

/// How many bytes in a row have to be the same.
const PIECE: usize = 6;

/// What stands in more functions than this is near in any order.
const COMMON: usize = 100;

/// How far back is looked, in bytes; farther than what can be found again would do no good.
const WINDOW: usize = 30_000;

/// Added to each length, so that the smallest functions are not all taken first.
const FRAME: u64 = 150;

/// What a piece counts that stands in two functions.
const RARE: u64 = 1 << 20;

/// The same WASM in that order.
pub(crate) fn sorted(wasm: &[u8]) -> Result<Vec<u8>> {
    with_functions_sorted(&with_locals_sorted(wasm)?)
}

fn with_locals_sorted(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut types = Vec::new();
    let mut parameters = VecDeque::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                for function in section.into_iter_err_on_gc_types() {
                    types.push(u32::try_from(function?.params().len())?);
                }
            }
            Payload::FunctionSection(section) => {
                for function in section {
                    parameters.push_back(*types.get(function? as usize).context("A function has no type")?);
                }
            }
            _ => {}
        }
    }
    let mut module = Module::new();
    Locals { parameters }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Writes a module anew, with the locals of each function in order.
struct Locals {
    /// How many parameters the functions to come have. These keep their numbers, which come first.
    parameters: VecDeque<u32>,
}

impl Reencode for Locals {
    type Error = Infallible;

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error<Infallible>> {
        let parameters = self.parameters.pop_front().unwrap_or_default();
        let mut kinds = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, kind) = group?;
            kinds.extend(repeat_n(self.val_type(kind)?, count as usize));
        }
        let mut operators = body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
        let place = |number: u32| number.checked_sub(parameters).map(|place| place as usize);
        let mut uses = vec![0_usize; kinds.len()];
        for local in operators.iter_mut().filter_map(local_of).filter_map(|number| place(*number)) {
            uses[local] += 1;
        }
        // Those of a type together, for they are told in groups.
        let group = |local: usize| kinds.iter().position(|kind| *kind == kinds[local]);
        let mut order: Vec<_> = (0..kinds.len()).collect();
        order.sort_by_key(|&local| (group(local), Reverse(uses[local])));
        let mut numbers = vec![0; kinds.len()];
        for (number, &local) in (parameters..).zip(&order) {
            numbers[local] = number;
        }
        let mut function = Function::new_with_locals_types(order.iter().map(|&local| kinds[local]));
        for mut operator in operators {
            if let Some(number) = local_of(&mut operator)
                && let Some(local) = place(*number)
            {
                *number = numbers[local];
            }
            let mut instruction = self.instruction(operator)?;
            align(&mut instruction);
            function.instruction(&instruction);
        }
        code.function(&function);
        Ok(())
    }
}

/// Makes what is read or written as aligned as it mostly is: that is a hint to the processor, and nothing more.
fn align(instruction: &mut Instruction<'_>) {
    match instruction {
        Instruction::I64Load(place) | Instruction::I64Store(place) => place.align = 3,
        Instruction::I32Load(place) | Instruction::I32Store(place) => place.align = 2,
        Instruction::I32Load16S(place) | Instruction::I32Load16U(place) | Instruction::I32Store16(place) => {
            place.align = 1;
        }
        _ => {}
    }
}

/// The number of the local that is read or written.
fn local_of<'a>(operator: &'a mut Operator<'_>) -> Option<&'a mut u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(local_index),
        _ => None,
    }
}

fn with_functions_sorted(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(wasm.get(body.range()).context("A body lies outside")?),
            _ => {}
        }
    }
    let order = Pieces::of(&bodies).order(&bodies);
    let mut numbers = vec![0; order.len()];
    for (number, &body) in (imported..).zip(&order) {
        numbers[body] = number;
    }
    let mut module = Module::new();
    Functions { imported, order, numbers }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// The pieces that stand in several functions, but not in many.
struct Pieces {
    /// The functions that each piece stands in.
    users: Vec<Vec<usize>>,
    /// The pieces of each function.
    pieces: Vec<Vec<usize>>,
}

impl Pieces {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut users: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (body, bytes) in bodies.iter().enumerate() {
            for piece in bytes.windows(PIECE) {
                let users = users.entry(piece).or_default();
                if users.last() != Some(&body) {
                    users.push(body);
                }
            }
        }
        let users: Vec<_> = users.into_values().filter(|users| (2..=COMMON).contains(&users.len())).collect();
        let mut pieces = vec![Vec::new(); bodies.len()];
        for (piece, users) in users.iter().enumerate() {
            for &body in users {
                pieces[body].push(piece);
            }
        }
        Self { users, pieces }
    }

    /// Takes, again and again, the function of whose rarer pieces most were seen lately, for its length.
    fn order(&self, bodies: &[&[u8]]) -> Vec<usize> {
        let mut seen = vec![0_usize; self.users.len()];
        let mut scores = vec![0; bodies.len()];
        let mut left: Vec<_> = (0..bodies.len()).collect();
        let mut order: Vec<usize> = Vec::new();
        let (mut oldest, mut near) = (0, 0);
        // The first of those that score the same, so that the same WASM always comes out.
        let best = |left: &[usize], scores: &[u64]| {
            let score = |body: usize| (scores[body] << 16) / (bodies[body].len() as u64 + FRAME);
            (0..left.len()).max_by_key(|&at| (score(left[at]), Reverse(left[at])))
        };
        while let Some(at) = best(&left, &scores) {
            let body = left.swap_remove(at);
            order.push(body);
            near += bodies[body].len();
            for &piece in &self.pieces[body] {
                seen[piece] += 1;
                if seen[piece] == 1 {
                    self.users[piece].iter().for_each(|&user| scores[user] += worth(&self.users[piece]));
                }
            }
            while near > WINDOW && oldest + 1 < order.len() {
                let gone = order[oldest];
                oldest += 1;
                near -= bodies[gone].len();
                for &piece in &self.pieces[gone] {
                    seen[piece] -= 1;
                    if seen[piece] == 0 {
                        self.users[piece].iter().for_each(|&user| scores[user] -= worth(&self.users[piece]));
                    }
                }
            }
        }
        order
    }
}

/// What a piece counts that these functions have.
fn worth(users: &[usize]) -> u64 {
    RARE / (users.len() as u64 - 1)
}

/// Writes a module anew, with its functions in this order.
struct Functions {
    /// How many functions are imported: their numbers come first.
    imported: u32,
    order: Vec<usize>,
    /// The new number of each function that is not imported.
    numbers: Vec<u32>,
}

impl Reencode for Functions {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported).and_then(|own| self.numbers.get(own as usize));
        Ok(own.copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &body in &self.order {
            functions.function(types[body]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for body in self.order.clone() {
            self.parse_function_body(code, bodies[body].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{MemArg, TypeSection, ValType};

    use super::*;

    #[test]
    fn like_stands_by_like() {
        let [one, other] = [b"one and the same".as_slice(), b"nothing of it all".as_slice()];
        let bodies = [one, other, b"the same and one", b"of it all nothing"];
        assert_eq!(Pieces::of(&bodies).order(&bodies), [0, 2, 1, 3]);
    }

    /// What functions with these instructions are sorted to. They have a parameter and four locals.
    fn through(bodies: &[&[Instruction<'_>]]) -> Vec<Vec<String>> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for body in bodies {
            functions.function(0);
            let mut function = Function::new([(2, ValType::I32), (1, ValType::F64), (1, ValType::I32)]);
            for instruction in *body {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let sorted = sorted(&module.finish()).expect("it is a module");
        let bodies = Parser::new(0).parse_all(&sorted).filter_map(|payload| match payload.expect("it is read") {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        let told = |body: FunctionBody<'_>| {
            let operators = body.get_operators_reader().expect("it has some").into_iter();
            operators.map(|operator| format!("{:?}", operator.expect("it is read"))).collect()
        };
        bodies.map(told).collect()
    }

    #[test]
    fn what_a_function_does_stays() {
        use Instruction::{Call, Drop, End, LocalGet, LocalTee, Unreachable};
        let most = [LocalGet(4), LocalTee(4), LocalTee(2), Call(1), LocalGet(3), Drop, LocalGet(0), Call(2), End];
        let like_the_first = [LocalGet(4), LocalTee(4), LocalTee(2), Call(1), End];
        let get = |local: u32| format!("LocalGet {{ local_index: {local} }}");
        let tee = |local: u32| format!("LocalTee {{ local_index: {local} }}");
        let call = |function: u32| format!("Call {{ function_index: {function} }}");
        let [drop, unreachable, end] = ["Drop", "Unreachable", "End"].map(str::to_owned);
        assert_eq!(
            through(&[&most, &[Unreachable, End], &like_the_first]),
            [
                vec![get(1), tee(1), tee(2), call(2), get(4), drop, get(0), call(1), end.clone()],
                vec![get(1), tee(1), tee(2), call(2), end.clone()],
                vec![unreachable, end],
            ]
        );
    }

    #[test]
    fn hints_of_alignment_are_the_same() {
        let place = |align| MemArg { offset: 8, align, memory_index: 0 };
        let [mut word, mut double, mut byte] =
            [Instruction::I32Load(place(0)), Instruction::I64Store(place(2)), Instruction::I32Load8U(place(0))];
        for instruction in [&mut word, &mut double, &mut byte] {
            align(instruction);
        }
        assert!(matches!(word, Instruction::I32Load(MemArg { offset: 8, align: 2, .. })));
        assert!(matches!(double, Instruction::I64Store(MemArg { offset: 8, align: 3, .. })));
        assert!(matches!(byte, Instruction::I32Load8U(MemArg { align: 0, .. })));
    }
}
