//! A panic as a trap. What a panic says may hold what the user typed, so it is shown nowhere: all that the page
//! says of it is in `static/boot.js`, for a trap of any kind.
//!
//! So each call of a function that never returns becomes the instruction that stops, and what only leads up to it
//! goes: the numbers that it would be told, and the stores. What nothing calls then goes, too. This is worth four
//! kilobytes of the page.

use std::convert::Infallible;

use anyhow::{Context, Result};
use walrus::{ModuleConfig, passes::gc};
use wasm_encoder::{
    CodeSection, Function, Instruction, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{FunctionBody, Operator, Parser, Payload, TypeRef};

/// The same WASM that traps where it would panic.
pub(crate) fn instead_of_panics(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut endless = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let operators = body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
                endless.push(never_returns(&operators));
            }
            _ => {}
        }
    }
    let mut module = Module::new();
    Panics { imported, endless }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    let mut module = ModuleConfig::new().parse(&module.finish()).context("What is without panics is no WASM")?;
    gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Whether the function can only stop: it ends so, and nothing leaves it before.
fn never_returns(operators: &[Operator<'_>]) -> bool {
    let [before @ .., Operator::Unreachable, Operator::End] = operators else { return false };
    let mut depth = 0;
    before.iter().all(|operator| {
        let leaves = |label: u32| label >= depth;
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
            Operator::End => depth -= 1,
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => return !leaves(*relative_depth),
            Operator::BrTable { targets } => {
                return !leaves(targets.default())
                    && targets.targets().all(|label| label.is_ok_and(|one| !leaves(one)));
            }
            Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => return false,
            _ => {}
        }
        true
    })
}

/// Whether nothing is lost with the operator where the next one stops all.
fn only_leads_up(operator: &Operator<'_>) -> bool {
    !matches!(
        operator,
        Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Unreachable
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
    )
}

/// Writes a module anew, without panics.
struct Panics {
    /// How many functions are imported: their numbers come first.
    imported: u32,
    /// Which of the others never return.
    endless: Vec<bool>,
}

impl Panics {
    /// The same function without what follows, or only leads up to, where it stops.
    fn cut<'a>(&self, operators: Vec<Operator<'a>>) -> Vec<Operator<'a>> {
        let mut kept: Vec<Operator<'a>> = Vec::new();
        // How many blocks are open of those that stand after where it stops.
        let mut dead = None;
        for operator in operators {
            if let Some(depth) = &mut dead {
                match operator {
                    Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => *depth += 1,
                    Operator::End if *depth > 0 => *depth -= 1,
                    Operator::End | Operator::Else if *depth == 0 => dead = None,
                    _ => {}
                }
                if dead.is_some() {
                    continue;
                }
            }
            let stops = match operator {
                Operator::Call { function_index } => function_index
                    .checked_sub(self.imported)
                    .is_some_and(|own| self.endless.get(own as usize) == Some(&true)),
                Operator::Unreachable => true,
                _ => false,
            };
            if stops {
                while kept.last().is_some_and(only_leads_up) {
                    kept.pop();
                }
                kept.push(Operator::Unreachable);
                dead = Some(0_u32);
            } else {
                kept.push(operator);
            }
        }
        kept
    }
}

impl Reencode for Panics {
    type Error = Infallible;

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error<Infallible>> {
        let mut locals = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, kind) = group?;
            locals.push((count, self.val_type(kind)?));
        }
        let mut function = Function::new(locals);
        let operators = body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
        for operator in self.cut(operators) {
            let instruction: Instruction<'_> = self.instruction(operator)?;
            function.instruction(&instruction);
        }
        code.function(&function);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use Instruction::{BrIf, Call, Drop, End, I32Const, I32Store, LocalGet, Return, Unreachable};
    use wasm_encoder::{
        BlockType, ExportKind, ExportSection, FunctionSection, MemArg, MemorySection, MemoryType, TypeSection, ValType,
    };

    use super::*;

    /// What functions with these instructions become; all have a parameter, and the first is exported.
    fn through(bodies: &[&[Instruction<'_>]]) -> Vec<Vec<String>> {
        let (mut types, mut functions, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([ValType::I32], []);
        for body in bodies {
            functions.function(0);
            let mut function = Function::new([]);
            for instruction in *body {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&memories).section(&exports).section(&code);
        let trapping = instead_of_panics(&module.finish()).expect("it is a module");
        let mut all = Vec::new();
        for payload in Parser::new(0).parse_all(&trapping) {
            let Payload::CodeSectionEntry(body) = payload.expect("it is read") else { continue };
            let operators = body.get_operators_reader().expect("it has some").into_iter();
            all.push(operators.map(|operator| format!("{:?}", operator.expect("it is read"))).collect());
        }
        all
    }

    #[test]
    fn a_call_that_never_returns_is_a_trap() {
        let place = MemArg { offset: 0, align: 2, memory_index: 0 };
        let calls = [
            Instruction::Block(BlockType::Empty),
            LocalGet(0),
            BrIf(0),
            I32Const(8),
            I32Const(7),
            I32Store(place),
            I32Const(9),
            Call(1),
            Unreachable,
            End,
            LocalGet(0),
            Call(2),
            End,
        ];
        let panics = [LocalGet(0), Drop, Unreachable, End];
        let returns =
            [Instruction::Block(BlockType::Empty), LocalGet(0), BrIf(1), End, I32Const(3), Call(1), Unreachable, End];
        let mut trapping = through(&[&calls, &panics, &returns]);
        trapping.sort_by_key(Vec::len);
        let [returns, calls] = &trapping[..] else { panic!("one is called no more: {trapping:?}") };
        let (get, to) = ("LocalGet { local_index: 0 }", |label| format!("BrIf {{ relative_depth: {label} }}"));
        let block = "Block { blockty: Empty }";
        assert_eq!(*returns, [block, get, &to(1), "End", "Unreachable", "End"]);
        assert_eq!(calls[..5], [block, get, &to(0), "Unreachable", "End"]);
        assert!(calls[6].starts_with("Call") && calls.len() == 8, "{calls:?}");
    }

    #[test]
    fn what_may_return_is_called() {
        let calls = [I32Const(1), Call(1), End];
        for returns in [&[Return, Unreachable, End][..], &[LocalGet(0), BrIf(0), Unreachable, End]] {
            assert_eq!(through(&[&calls, returns]).len(), 2, "{returns:?}");
        }
        assert_eq!(through(&[&calls, &[Unreachable, End]]), [["Unreachable", "End"]]);
    }
}
